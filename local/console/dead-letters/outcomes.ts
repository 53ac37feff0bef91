import type { DiscardResult } from '../../../lambdas/redrive/discard-letters.ts';
import type { ReplayResult } from '../../../lambdas/redrive/replay-letters.ts';
import type { DiscardOutcome, ReplayOutcome } from './answers.ts';

/** A job keeps its result. */
const maximumShown = 200;

export function replayOutcome(result: ReplayResult): ReplayOutcome {
  return { ...result, ...shownOf(result.letters, result.replayed + result.refused + result.failed) };
}

export function discardOutcome(result: DiscardResult): DiscardOutcome {
  return { ...result, ...shownOf(result.letters, result.discarded + result.failed) };
}

function shownOf<Letter>(letters: readonly Letter[], all: number) {
  const shown = letters.slice(0, maximumShown);
  return { letters: shown, notShown: Math.max(0, all - shown.length) };
}
