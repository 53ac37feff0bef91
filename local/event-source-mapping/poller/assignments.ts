import type { OffsetRange } from './kafka-source.ts';

/** Offsets of the next record of a partition: to be fetched, to be resolved, and by what is committed. */
export interface PartitionPosition {
  readonly fetchOffset: number;
  readonly resolvedOffset: number;
  readonly committedOffset: number;
}

/** Of all partitions, and of the one that has most. */
export interface Lag {
  readonly sum: number;
  readonly max: number;
}

/** A partition from its assignment until it is lost. */
export interface Assignment {
  /** Where the next fetch begins; undefined until it is known where to start. */
  fetchOffset: number | undefined;
  resolvedOffset: number;
  committedOffset: number;
  paused: boolean;
}

/** The partitions that the group has given to the consumer, and how far each is. */
export class Assignments {
  readonly #byPartition = new Map<number, Assignment>();

  get partitions(): number[] {
    return [...this.#byPartition.keys()];
  }

  get size(): number {
    return this.#byPartition.size;
  }

  /** True when it is known for each partition where to read from. */
  get positioned(): boolean {
    return [...this.#byPartition.values()].every(({ fetchOffset }) => fetchOffset !== undefined);
  }

  /** Of the partitions for which it is known where to read from. */
  get positions(): ReadonlyMap<number, PartitionPosition> {
    const positions = new Map<number, PartitionPosition>();
    for (const [partition, { fetchOffset, resolvedOffset, committedOffset }] of this.#byPartition) {
      if (fetchOffset !== undefined) positions.set(partition, { fetchOffset, resolvedOffset, committedOffset });
    }
    return positions;
  }

  get(partition: number): Assignment | undefined {
    return this.#byPartition.get(partition);
  }

  add(partition: number): void {
    this.#byPartition.set(partition, { fetchOffset: undefined, resolvedOffset: 0, committedOffset: 0, paused: false });
  }

  remove(partition: number): void {
    this.#byPartition.delete(partition);
  }

  /** @returns false when the partition was lost meanwhile, or is read already. */
  begin(partition: number, offset: number): boolean {
    const assignment = this.#byPartition.get(partition);
    if (!assignment || assignment.fetchOffset !== undefined) return false;
    assignment.fetchOffset = offset;
    assignment.resolvedOffset = offset;
    assignment.committedOffset = offset;
    return true;
  }

  /** @returns how many records were committed by it. */
  noteCommitted(offsets: ReadonlyMap<number, number>): number {
    let records = 0;
    for (const [partition, offset] of offsets) {
      const assignment = this.#byPartition.get(partition);
      if (!assignment) continue;
      records += Math.max(0, offset - assignment.committedOffset);
      assignment.committedOffset = offset;
    }
    return records;
  }

  /** How many records of the topic's are not committed yet. */
  lagBehind(ranges: ReadonlyMap<number, OffsetRange>): Lag {
    const lag = { sum: 0, max: 0 };
    for (const [partition, { committedOffset }] of this.positions) {
      const own = Math.max(0, (ranges.get(partition)?.high ?? 0) - committedOffset);
      lag.sum += own;
      lag.max = Math.max(lag.max, own);
    }
    return lag;
  }
}
