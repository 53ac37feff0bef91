import type { LetterValues } from './letter-values.ts';
import type { HeldLetter, QueueWalk } from './queue-walk.ts';

/** One letter in one or more messages: the sink may have written it twice. */
export interface LetterCopies {
  readonly letter: HeldLetter;
  readonly copies: readonly HeldLetter[];
}

export function copiesById(letters: readonly HeldLetter[]): LetterCopies[] {
  const groups = Map.groupBy(letters, ({ id }) => id);
  return [...groups.values()].map((copies) => ({ letter: copies[0] as HeldLetter, copies }));
}

/** Deletes letters for good, with their values. @returns by the letter's id why it is still there. */
export async function deleteLetters(
  letters: readonly LetterCopies[],
  walk: QueueWalk,
  values: LetterValues,
): Promise<Map<string, string>> {
  const problems = await walk.delete(letters.flatMap(({ copies }) => copies));
  const undeleted = new Map<string, string>();
  for (const { letter, copies } of letters) {
    const why = copies.map(({ held }) => problems.get(held.messageId)).find((problem) => problem !== undefined);
    if (why !== undefined) {
      undeleted.set(letter.id, `it could not be deleted: ${why}`);
    } else if (letter.kind === 'record') {
      // An object that stays is deleted by the bucket's own rule.
      await values.delete(letter.letter).catch(() => undefined);
    }
  }
  return undeleted;
}
