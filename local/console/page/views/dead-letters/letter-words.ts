import type { DiscardOutcome, LetterOutcome, ReplayOutcome } from '../../../dead-letters/answers.ts';
import type { Tone } from '../../components/state-badge.ts';
import { counted } from '../../words.ts';

/** What something is to be done with: one letter, those of a reason, or all. */
export type LetterChoice = { readonly id: string } | { readonly reason: string } | { readonly all: true };

/** What somebody wants to be done, before it is tried. */
export interface Wish {
  readonly action: 'replay' | 'discard';
  readonly choice: LetterChoice;
}

/** By what became of a letter. */
export const actionTones: Readonly<Record<LetterOutcome['action'], Tone>> = {
  replayed: 'good',
  discarded: 'off',
  refused: 'warning',
  failed: 'bad',
};

export function choiceName(choice: LetterChoice): string {
  if ('id' in choice) return choice.id;
  return 'reason' in choice ? `every letter of ${choice.reason}` : 'every letter';
}

/** How many letters are done with, or would be. */
export function doneOf(outcome: ReplayOutcome | DiscardOutcome): number {
  return 'discarded' in outcome ? outcome.discarded : outcome.replayed;
}

/** "3 letters (5 records)", "1 letter" */
export function lettersWithRecords(outcome: ReplayOutcome | DiscardOutcome): string {
  const letters = counted(doneOf(outcome), 'letter');
  return outcome.records === doneOf(outcome) ? letters : `${letters} (${counted(outcome.records, 'record')})`;
}
