import type { LetterValues } from './letter-values.ts';
import type { PublishAgain } from './publish-again.ts';
import type { ReplayRequest } from './read-event.ts';
import { replayWave } from './replay-wave.ts';
import type { ReadTopic } from './topic-records.ts';
import { countOf, type RequestOptions, resultOf, type WalkPorts, type WalkResult, walkChosen } from './walk-chosen.ts';

export interface ReplayPorts extends WalkPorts {
  readonly values: LetterValues;
  readonly readTopic: ReadTopic;
  readonly publish: PublishAgain;
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

export interface ReplayResult extends WalkResult<LetterOutcome> {
  /** Letters. */
  readonly replayed: number;
  readonly refused: number;
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
  options: RequestOptions,
  deadline: AbortSignal,
): Promise<ReplayResult> {
  const walked = await walkChosen(request, ports, options, deadline, (wave, walk) =>
    replayWave(wave, walk, request, ports, options, deadline),
  );
  const [replayed, refused] = [countOf(walked.letters, 'replayed'), countOf(walked.letters, 'refused')];
  return { ...resultOf(walked, 'replayed'), replayed, refused };
}
