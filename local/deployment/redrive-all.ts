import type { DiscardResult } from '../../lambdas/redrive/discard-letters.ts';
import type { ReplayResult } from '../../lambdas/redrive/replay-letters.ts';

/** As many ids as the function can be told to skip. */
const maximumSkipped = 1000;

/** Asks `users-redrive` for what was chosen, and what an earlier answer makes of it. */
type Ask<Result> = (more: { before?: string; skip?: string[] }) => Promise<Result>;
type Report = (line: string) => void;
type Counts = Readonly<Record<string, number>>;

/**
 * Replays until nothing is left, or an answer brings nothing further, and adds up the answers.
 * @param signal ends it between two answers: an invocation under way cannot be called back
 * @throws Error when the signal has ended it, saying what was done by then
 */
export function replayAll(ask: Ask<ReplayResult>, report: Report, signal?: AbortSignal): Promise<ReplayResult> {
  const countsOf = ({ replayed, records, refused, failed }: ReplayResult) => ({ replayed, records, refused, failed });
  return redriveAll('replayed', countsOf, ask, report, signal);
}

/** Discards, as `replayAll` replays. */
export function discardAll(ask: Ask<DiscardResult>, report: Report, signal?: AbortSignal): Promise<DiscardResult> {
  const countsOf = ({ discarded, records, failed }: DiscardResult) => ({ discarded, records, failed });
  return redriveAll('discarded', countsOf, ask, report, signal);
}

async function redriveAll<Result extends ReplayResult | DiscardResult>(
  done: 'replayed' | 'discarded',
  countsOf: (result: Result) => Counts,
  ask: Ask<Result>,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const problemsOf = (result: Result) => result.letters.filter(({ action }) => action !== done);
  let total = await ask({});
  let last = total;
  while (last.left > 0 && !last.dryRun && Object.values(countsOf(last)).some((count) => count > 0)) {
    const skip = problemsOf(total).map(({ id }) => id);
    if (skip.length > maximumSkipped) break;
    const count = countsOf(total)[done] ?? 0;
    const progress = `${count.toLocaleString('en')} letters ${done}, about ${last.left.toLocaleString('en')} to go`;
    if (signal?.aborted) throw new Error(`Cancelled: ${progress}.`);
    report(progress);
    last = await ask({ before: total.before, skip });
    total = { ...last, ...sum(countsOf(total), countsOf(last)), letters: [...problemsOf(total), ...last.letters] };
  }
  return total;
}

function sum(before: Counts, next: Counts): Counts {
  return Object.fromEntries(Object.entries(next).map(([name, count]) => [name, count + (before[name] ?? 0)]));
}
