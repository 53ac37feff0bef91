import type { HeldLetter, QueueWalk } from './queue-walk.ts';
import type { LetterChoice } from './read-event.ts';

/** As many letters, and as much of their records, as are in memory at once. */
const waveLimit = { letters: 500, bytes: 24 * 1024 * 1024 };

/** The next letters that the request chooses; none at the end of the walk, or when there is no time for more. */
export async function collectWave(
  walk: QueueWalk,
  request: LetterChoice,
  deadline: AbortSignal,
): Promise<HeldLetter[]> {
  const wave: HeldLetter[] = [];
  let bytes = 0;
  while (wave.length < waveLimit.letters && bytes < waveLimit.bytes && !deadline.aborted) {
    const letters = await walk.next();
    if (letters.length === 0) break;
    const chosen = letters.filter((letter) => isChosen(letter, request));
    wave.push(...chosen);
    bytes += chosen.reduce((sum, letter) => sum + letter.bytes, 0);
    // A copy that did not come with it, if there is one, is there to be chosen again.
    if (request.id !== undefined && chosen.length > 0) break;
  }
  return wave;
}

function isChosen({ id, reason }: HeldLetter, { id: wanted, reason: of, skip }: LetterChoice): boolean {
  if (skip.includes(id)) return false;
  if (wanted !== undefined) return id === wanted;
  return of === undefined || reason === of;
}
