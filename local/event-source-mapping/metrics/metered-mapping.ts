import type { Counts } from '../counts.ts';

/** The numbers of one mapping, as its worker knows them. */
export interface MeteredMapping {
  readonly uuid: string;
  readonly functionArn: string | undefined;
  readonly topic: string | undefined;
  readonly counts: Counts;
  /** Records not committed yet, of all partitions and of the one that has most; null while it is not known. */
  readonly lag: number | null;
  readonly maxLag: number | null;
  readonly pollers: number;
  readonly inFlight: number;
  readonly buffered: number;
  /** What the mapping's MetricsConfig asks for. */
  readonly metricGroups: readonly string[];
  readonly provisioned: boolean;
}
