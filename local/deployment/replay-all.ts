import type { LetterOutcome, ReplayResult } from '../../lambdas/redrive/replay-letters.ts';

/** As many ids as the function can be told to skip. */
const maximumSkipped = 1000;

/** Asks `users-redrive` to replay what was chosen, and what an earlier answer makes of it. */
type Ask = (more: { before?: string; skip?: string[] }) => Promise<ReplayResult>;

/**
 * Adds up the answers. It ends when nothing is left, or an answer brings nothing further.
 * @param signal ends it between two answers: an invocation under way cannot be called back
 * @throws Error when the signal has ended it, saying what was done by then
 */
export async function replayAll(ask: Ask, report: (line: string) => void, signal?: AbortSignal): Promise<ReplayResult> {
  let total = await ask({});
  let last = total;
  while (last.left > 0 && !last.dryRun && last.replayed + last.refused + last.failed > 0) {
    const skip = problemsOf(total.letters).map(({ id }) => id);
    if (skip.length > maximumSkipped) break;
    const progress = `${total.replayed.toLocaleString('en')} letters replayed, about ${last.left.toLocaleString('en')} to go`;
    if (signal?.aborted) throw new Error(`Cancelled: ${progress}.`);
    report(progress);
    last = await ask({ before: total.before, skip });
    total = sum(total, last);
  }
  return total;
}

function sum(before: ReplayResult, next: ReplayResult): ReplayResult {
  return {
    ...next,
    replayed: before.replayed + next.replayed,
    records: before.records + next.records,
    refused: before.refused + next.refused,
    failed: before.failed + next.failed,
    letters: [...problemsOf(before.letters), ...next.letters],
  };
}

function problemsOf(letters: readonly LetterOutcome[]): LetterOutcome[] {
  return letters.filter(({ action }) => action !== 'replayed');
}
