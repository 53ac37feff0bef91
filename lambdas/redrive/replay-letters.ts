import { LetterNotFoundError } from '../core/errors.ts';
import type { Audit, AuditOrigin } from './audit.ts';
import type { LetterQueue } from './letter-queue.ts';
import type { LetterValues } from './letter-values.ts';
import type { PublishAgain } from './publish-again.ts';
import { QueueWalk } from './queue-walk.ts';
import { maximumListed, type ReplayRequest } from './read-event.ts';
import { replayWave } from './replay-wave.ts';
import type { ReadTopic } from './topic-records.ts';
import { collectWave } from './wave.ts';

export interface ReplayPorts {
  readonly queue: LetterQueue;
  readonly values: LetterValues;
  readonly readTopic: ReadTopic;
  readonly publish: PublishAgain;
  readonly audit: Audit;
}

export interface ReplayOptions extends Omit<AuditOrigin, 'requestedBy'> {
  readonly topic: string;
  readonly nowMs: number;
  /** How long no other invocation is given the letters: longer than this one may run. */
  readonly visibilitySeconds: number;
}

/** A letter by what became of it. */
export interface LetterOutcome {
  readonly id: string;
  readonly reason: string;
  readonly action: 'replayed' | 'refused' | 'failed';
  /** That were published. */
  readonly records: number;
  /** Where they were taken from. */
  readonly from?: 'topic' | 'letter';
  readonly error?: string;
}

export interface ReplayResult {
  readonly dryRun: boolean;
  /** Letters; the records they were about. */
  readonly replayed: number;
  readonly records: number;
  readonly refused: number;
  readonly failed: number;
  /** About how many there was no time for: ask again, with `before` and, to `skip`, the ids that were refused or failed. */
  readonly left: number;
  /** ISO 8601: letters of later were left. */
  readonly before: string;
  /** Those that were refused or failed first, and at most a thousand. */
  readonly letters: readonly LetterOutcome[];
}

/**
 * Replays the letters that the request chooses, wave by wave: their records are published, the audit is written, and
 * only then the letters are deleted. Whatever interrupts that leaves a letter that is replayed once more, never a
 * record without one.
 * @param deadline ends it with what is done by then.
 * @throws Error when Kafka, the queue or the database is away; what was not done stays in the queue.
 */
export async function replayLetters(
  request: ReplayRequest,
  ports: ReplayPorts,
  options: ReplayOptions,
  deadline: AbortSignal,
): Promise<ReplayResult> {
  const before = request.before ?? new Date(options.nowMs).toISOString();
  if (!request.dryRun) await ports.audit.check();
  const { visibilitySeconds } = options;
  const walk = new QueueWalk(ports.queue, { visibilitySeconds, beforeMs: Date.parse(before) });
  const outcomes: LetterOutcome[] = [];
  let left = 0;
  try {
    while (!deadline.aborted) {
      const wave = await collectWave(walk, request, deadline);
      if (wave.length === 0) break;
      const done = await replayWave(wave, walk, request, ports, options, deadline);
      outcomes.push(...done);
      left += new Set(wave.map(({ id }) => id)).size - done.length;
      if (request.id !== undefined) break;
    }
    if (request.id === undefined && !walk.sawAll) left = Math.max(left, 1, (await ports.queue.count()) - walk.held);
  } finally {
    await walk.giveBack();
  }
  if (request.id !== undefined && outcomes.length === 0 && left === 0) throw new LetterNotFoundError(request.id);
  return { ...summaryOf(outcomes), dryRun: request.dryRun, left, before };
}

function summaryOf(outcomes: readonly LetterOutcome[]) {
  const count = (action: LetterOutcome['action']) => outcomes.filter((one) => one.action === action).length;
  const problemsFirst = [...outcomes].sort((a, b) => Number(a.action === 'replayed') - Number(b.action === 'replayed'));
  return {
    replayed: count('replayed'),
    records: outcomes.reduce((sum, { records }) => sum + records, 0),
    refused: count('refused'),
    failed: count('failed'),
    letters: problemsFirst.slice(0, maximumListed),
  };
}
