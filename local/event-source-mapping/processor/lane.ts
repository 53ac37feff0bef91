import type { EventRecord } from '../record.ts';
import { OffsetTracker } from './offset-tracker.ts';
import { PartitionQueue } from './partition-queue.ts';

/** One partition for as long as it is ours without a break. */
export class Lane {
  readonly queue: PartitionQueue;
  readonly tracker = new OffsetTracker();
  /** When its last batch ended. */
  completedAtMs = 0;
  owned = true;
  /** Pending while fetched records wait for their schemas. */
  intake: Promise<void> | undefined;
  /** Aborted when nothing more is to be queued. */
  readonly intakeEnd = new AbortController();
  #end: number | undefined;
  #progress: number | undefined;

  constructor(partition: number) {
    this.queue = new PartitionQueue(partition);
  }

  /** Since when its oldest record has been waiting for others. */
  get windowStartMs(): number {
    return Math.max(this.queue.waitingSinceMs, this.completedAtMs);
  }

  lose(): void {
    this.owned = false;
    this.intakeEnd.abort();
  }

  /** Queues what is to be delivered of the offsets from `start` to before `end`; the rest of them needs nothing. */
  takeIn(records: readonly EventRecord[], start: number, end: number): void {
    this.#progress ??= start;
    this.#end = end;
    this.queue.push(records, Date.now());
  }

  /** The offset to commit, if it moved: everything before it is delivered, given up or was filtered out. */
  progress(): number | undefined {
    const next = this.tracker.first ?? this.queue.peek()?.offset ?? this.#end;
    if (next === this.#progress) return undefined;
    this.#progress = next;
    return next;
  }
}

export function queuesOf(lanes: readonly Lane[]): PartitionQueue[] {
  return lanes.map(({ queue }) => queue);
}
