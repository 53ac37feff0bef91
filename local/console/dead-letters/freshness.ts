import type { ListResult } from '../../../lambdas/redrive/list-letters.ts';
import type { QueueDepth } from '../../deployment/queue-depth.ts';
import type { Known } from './kept-answer.ts';

/** Reading the list invokes a function and hides the letters from others meanwhile: it is not done all the time. */
const restMs = 10_000;
/** As many letters may be others by then. */
const believedMs = 5 * 60_000;

/** Whether the list is to be read anew while somebody looks at it. */
export function isStale(known: Known<ListResult>, { waiting, taken }: QueueDepth, nowMs: number): boolean {
  const { answer, answeredMs = 0, triedMs = 0 } = known;
  if (nowMs - triedMs < restMs) return false;
  if (!answer || nowMs - answeredMs > believedMs) return true;
  // What somebody holds would be missing in the list.
  return taken === 0 && waiting !== (answer.complete ? lookedAt(answer) : answer.queued);
}

/** How many letters of the queue the list has seen. */
export function lookedAt({ reasons }: Pick<ListResult, 'reasons'>): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, 0);
}
