import { OffsetTracker } from './offset-tracker.ts';
import { PartitionQueue } from './partition-queue.ts';

/** One partition for as long as it is ours without a break. */
export class Lane {
  readonly queue: PartitionQueue;
  readonly tracker = new OffsetTracker();
  /** When its last batch ended. */
  completedAtMs = 0;
  owned = true;

  constructor(partition: number) {
    this.queue = new PartitionQueue(partition);
  }

  /** Since when its oldest record has been waiting for others. */
  get windowStartMs(): number {
    return Math.max(this.queue.waitingSinceMs, this.completedAtMs);
  }
}

export function queuesOf(lanes: readonly Lane[]): PartitionQueue[] {
  return lanes.map(({ queue }) => queue);
}
