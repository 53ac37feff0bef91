import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from './ports.ts';
import type { Ranges, Topic } from './topic.ts';

const everyMs = 250;

/**
 * Waits until the sink's group has committed all records below the ends, for as long as it moves on.
 * @returns how many are still under way when none moved for so long
 */
export async function awaitCommitted(
  topic: Pick<Topic, 'countUnderWay'>,
  ends: Ranges,
  patienceMs: number,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  let movedAt = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const underWay = await topic.countUnderWay(ends);
    if (underWay === 0) return 0;
    if (underWay < fewest) [fewest, movedAt] = [underWay, performance.now()];
    if (performance.now() - movedAt >= patienceMs) return underWay;
    report(`${underWay.toLocaleString('en')} records to go`);
    await wait(everyMs, undefined, { signal });
  }
}
