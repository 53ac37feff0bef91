import { LetterNotFoundError } from '../core/errors.ts';
import type { Audit, AuditOrigin } from './audit.ts';
import type { LetterQueue } from './letter-queue.ts';
import { type HeldLetter, QueueWalk } from './queue-walk.ts';
import { type LetterChoice, maximumListed } from './read-event.ts';
import { collectWave } from './wave.ts';

export interface WalkPorts {
  readonly queue: LetterQueue;
  readonly audit: Audit;
}

export interface RequestOptions extends Omit<AuditOrigin, 'requestedBy'> {
  readonly topic: string;
  readonly nowMs: number;
  /** How long no other invocation is given the letters: longer than this one may run. */
  readonly visibilitySeconds: number;
}

interface Outcome {
  readonly id: string;
  readonly action: string;
  readonly records: number;
}

interface Walked<Letter extends Outcome> {
  readonly dryRun: boolean;
  /** About how many there was no time for: ask again, with `before` and, to `skip`, the ids that are not done with. */
  readonly left: number;
  /** ISO 8601: letters of later were left. */
  readonly before: string;
  readonly letters: readonly Letter[];
}

/** What is told of a walk. */
export interface WalkResult<Letter extends Outcome> extends Walked<Letter> {
  /** That were published, or that the discarded letters were about. */
  readonly records: number;
  readonly failed: number;
  /** Those that are not done with first, and at most a thousand. */
  readonly letters: readonly Letter[];
}

/**
 * Goes through the queue for the letters that the request chooses, wave by wave.
 * @param deadline ends it with what is done by then.
 * @param doWave tells what became of each letter, but of those there was no time for.
 * @throws Error when the queue or the database is away; what was not done stays in the queue.
 */
export async function walkChosen<Letter extends Outcome>(
  request: LetterChoice,
  { queue, audit }: WalkPorts,
  { nowMs, visibilitySeconds }: RequestOptions,
  deadline: AbortSignal,
  doWave: (wave: readonly HeldLetter[], walk: QueueWalk) => Promise<Letter[]>,
): Promise<Walked<Letter>> {
  const before = request.before ?? new Date(nowMs).toISOString();
  if (!request.dryRun) await audit.check();
  const walk = new QueueWalk(queue, { visibilitySeconds, beforeMs: Date.parse(before) });
  const letters: Letter[] = [];
  let left = 0;
  try {
    while (!deadline.aborted) {
      const wave = await collectWave(walk, request, deadline);
      if (wave.length === 0) break;
      const some = await doWave(wave, walk);
      letters.push(...some);
      left += new Set(wave.map(({ id }) => id)).size - some.length;
      if (request.id !== undefined) break;
    }
    if (request.id === undefined && !walk.sawAll) left = Math.max(left, 1, (await queue.count()) - walk.held);
  } finally {
    await walk.giveBack();
  }
  if (request.id !== undefined && letters.length === 0 && left === 0) throw new LetterNotFoundError(request.id);
  return { dryRun: request.dryRun, left, before, letters };
}

/** @param done what is said of a letter that is done with */
export function resultOf<Letter extends Outcome>(
  { letters, ...walked }: Walked<Letter>,
  done: Letter['action'],
): WalkResult<Letter> {
  const problemsFirst = [...letters].sort((a, b) => Number(a.action === done) - Number(b.action === done));
  return {
    ...walked,
    records: letters.reduce((sum, { records }) => sum + records, 0),
    failed: countOf(letters, 'failed'),
    letters: problemsFirst.slice(0, maximumListed),
  };
}

export function countOf(letters: readonly Outcome[], action: string): number {
  return letters.filter((letter) => letter.action === action).length;
}
