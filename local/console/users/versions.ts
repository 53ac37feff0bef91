import type { VersionView } from './answers.ts';

const microsPerMilli = 1000n;
/** Offsets of one millisecond that share a version. */
const period = 1000;
/** Of Date. */
const lastMs = 8_640_000_000_000_000n;

export function versionView(version: bigint | number): VersionView {
  return { version: String(version), at: timeOf(BigInt(version)) };
}

function timeOf(version: bigint): string | null {
  const ms = version / microsPerMilli;
  return version > 0n && ms <= lastMs ? new Date(Number(ms)).toISOString() : null;
}

/** What the sink made a version of: see `versionOf` in lambdas/sink-users/read-records.ts. */
export interface VersionOrigin {
  /** When the broker appended the record. */
  readonly timestampMs: number;
  /** The last three digits of its offset. */
  readonly offsetEnd: number;
}

/** @returns undefined for a number that is no version of the sink's */
export function originOfVersion(version: bigint): VersionOrigin | undefined {
  if (version <= 0n || version > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return { timestampMs: Number(version / microsPerMilli), offsetEnd: Number(version % microsPerMilli) };
}

/** The first offset that ends so. @param from the partition's first one at the version's time, or after it */
export function offsetOf({ offsetEnd }: VersionOrigin, from: number): number {
  return from + ((((offsetEnd - from) % period) + period) % period);
}
