import type { ReplayResult } from '../../../lambdas/redrive/replay-letters.ts';
import type { ReplayOutcome } from './answers.ts';

/** A job keeps its result. */
const maximumShown = 200;

export function replayOutcome({ letters, ...counts }: ReplayResult): ReplayOutcome {
  const shown = letters.slice(0, maximumShown);
  const all = counts.replayed + counts.refused + counts.failed;
  return { ...counts, letters: shown, notShown: Math.max(0, all - shown.length) };
}
