import type { EventRecord } from '../record.ts';
import type { Lane } from './lane.ts';

/** The lanes of a batch under way, by partition. */
export type BatchLanes = ReadonlyMap<number, Lane>;

/** The batches under way: never two of one partition, also when the partition was lost and came back meanwhile. */
export class Batches {
  readonly #byPartition = new Map<number, BatchLanes>();

  /** True while the partition has unresolved records in a batch. */
  hold(partition: number): boolean {
    return this.#byPartition.has(partition);
  }

  /** Begins a batch of these records, which are of some of the lanes. */
  begin(records: readonly EventRecord[], lanes: readonly Lane[]): BatchLanes {
    const byPartition = Map.groupBy(records, ({ partition }) => partition);
    const batch = new Map<number, Lane>();
    for (const lane of lanes) {
      const own = byPartition.get(lane.queue.partition);
      if (own === undefined) continue;
      lane.tracker.begin(own);
      batch.set(lane.queue.partition, lane);
      this.#byPartition.set(lane.queue.partition, batch);
    }
    return batch;
  }

  /** @returns the lanes of the records, each with its records resolved, and freed if no others are left of it. */
  resolve(batch: BatchLanes, records: readonly EventRecord[]): Lane[] {
    const resolved: Lane[] = [];
    for (const [partition, own] of Map.groupBy(records, (record) => record.partition)) {
      const lane = batch.get(partition);
      if (lane === undefined) continue;
      lane.tracker.resolve(own.map(({ offset }) => offset));
      if (lane.tracker.first === undefined) this.#release(partition, batch);
      resolved.push(lane);
    }
    return resolved;
  }

  /** Frees what the batch still holds: it was abandoned, or its partitions were lost. */
  end(batch: BatchLanes): void {
    for (const partition of batch.keys()) this.#release(partition, batch);
  }

  /** Frees the partition for its next batch, unless that is under way already. */
  #release(partition: number, batch: BatchLanes): void {
    const lane = batch.get(partition);
    if (lane === undefined || this.#byPartition.get(partition) !== batch) return;
    this.#byPartition.delete(partition);
    lane.completedAtMs = Date.now();
  }
}
