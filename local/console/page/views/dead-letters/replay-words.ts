import type { ReplayOutcome } from '../../../dead-letters/answers.ts';
import { counted } from '../../words.ts';

/** What is to be replayed: one letter, those of a reason, or all. */
export type ReplayChoice = { readonly id: string } | { readonly reason: string } | { readonly all: true };

export function choiceName(choice: ReplayChoice): string {
  if ('id' in choice) return choice.id;
  return 'reason' in choice ? `every letter of ${choice.reason}` : 'every letter';
}

/** "3 letters (5 records)", "1 letter" */
export function lettersWithRecords({ replayed, records }: Pick<ReplayOutcome, 'replayed' | 'records'>): string {
  const letters = counted(replayed, 'letter');
  return records === replayed ? letters : `${letters} (${counted(records, 'record')})`;
}
