import type { KafkaSource } from './kafka-source.ts';

export type StartingPosition =
  | { readonly kind: 'TRIM_HORIZON' }
  | { readonly kind: 'LATEST' }
  | { readonly kind: 'AT_TIMESTAMP'; readonly timestampMs: number };

type OffsetQuestions = Pick<KafkaSource, 'committedOffsets' | 'offsetRanges' | 'offsetsAt'>;

export interface StartOffsets {
  readonly offsets: ReadonlyMap<number, number>;
  /** Those that the group did not have committed. */
  readonly fresh: ReadonlyMap<number, number>;
}

/**
 * Where to begin each of the partitions. The group's committed offsets win. The starting position is for a group
 * without any; a partition that others of the topic are ahead of was added later, and begins with its oldest record.
 */
export async function findStartOffsets(
  source: OffsetQuestions,
  partitions: readonly number[],
  position: StartingPosition,
): Promise<StartOffsets> {
  const committed = await source.committedOffsets();
  const missing = partitions.filter((partition) => !committed.has(partition));
  const fresh = new Map<number, number>();
  if (missing.length > 0) {
    const first = await firstOffsets(source, committed.size > 0 ? { kind: 'TRIM_HORIZON' } : position);
    for (const partition of missing) fresh.set(partition, first.get(partition) ?? 0);
  }
  const offsets = partitions.map((partition): [number, number] => [
    partition,
    committed.get(partition) ?? fresh.get(partition) ?? 0,
  ]);
  return { offsets: new Map(offsets), fresh };
}

async function firstOffsets(source: OffsetQuestions, position: StartingPosition): Promise<Map<number, number>> {
  if (position.kind === 'AT_TIMESTAMP') return source.offsetsAt(position.timestampMs);
  const ranges = await source.offsetRanges();
  return new Map([...ranges].map(([partition, { low, high }]) => [partition, position.kind === 'LATEST' ? high : low]));
}
