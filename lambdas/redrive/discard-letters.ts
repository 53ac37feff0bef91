import { copiesById, deleteLetters, type LetterCopies } from './delete-letters.ts';
import type { LetterValues } from './letter-values.ts';
import type { HeldLetter, QueueWalk } from './queue-walk.ts';
import type { DiscardRequest } from './read-event.ts';
import { countOf, type RequestOptions, resultOf, type WalkPorts, type WalkResult, walkChosen } from './walk-chosen.ts';

export interface DiscardPorts extends WalkPorts {
  readonly values: LetterValues;
}

/** A letter by what became of it. */
export interface DiscardedLetter {
  readonly id: string;
  readonly reason: string;
  readonly action: 'discarded' | 'failed';
  /** That it was about, where it is gone. */
  readonly records: number;
  readonly error?: string;
}

export interface DiscardResult extends WalkResult<DiscardedLetter> {
  /** Letters. */
  readonly discarded: number;
}

/**
 * Discards the letters that the request chooses, wave by wave: the audit is written, and only then they are deleted.
 * Whatever interrupts that leaves a letter that is noted and still there, never one that is gone without a note.
 * @param deadline ends it with what is done by then.
 * @throws Error when the queue or the database is away; what was not done stays in the queue.
 */
export async function discardLetters(
  request: DiscardRequest,
  ports: DiscardPorts,
  options: RequestOptions,
  deadline: AbortSignal,
): Promise<DiscardResult> {
  const walked = await walkChosen(request, ports, options, deadline, (wave, walk) =>
    discardWave(copiesById(wave), walk, request, ports, options),
  );
  return { ...resultOf(walked, 'discarded'), discarded: countOf(walked.letters, 'discarded') };
}

async function discardWave(
  letters: readonly LetterCopies[],
  walk: QueueWalk,
  { dryRun, requestedBy }: DiscardRequest,
  { audit, values }: DiscardPorts,
  { requestId }: RequestOptions,
): Promise<DiscardedLetter[]> {
  if (dryRun) return letters.map(({ letter }) => outcomeOf(letter, undefined));
  const entries = letters.map(({ letter }) => {
    return { letter, action: 'discarded' as const, records: letter.records, replays: letter.replays ?? 0 };
  });
  await audit.write(entries, { requestedBy, requestId });
  const undeleted = await deleteLetters(letters, walk, values);
  return letters.map(({ letter }) => outcomeOf(letter, undeleted.get(letter.id)));
}

function outcomeOf({ id, reason, records }: HeldLetter, problem: string | undefined): DiscardedLetter {
  if (problem === undefined) return { id, reason, action: 'discarded', records };
  return { id, reason, action: 'failed', records: 0, error: `It was noted as discarded, but ${problem}` };
}
