import { type DeadLetter, readDeadLetter } from '../core/dead-letter.ts';
import { parseJson } from '../core/http-answer.ts';
import { type FailureRecord, readFailureRecord } from './failure-record.ts';
import type { QueuedMessage } from './letter-queue.ts';

/** Records of one partition of a topic, the last one included. */
export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
  /** Of the first record, where the letter says it. */
  readonly timestampMs?: number;
}

interface LetterFacts {
  /** The same whenever the letter is received: topic-partition-offset, and -lastOffset for several records. */
  readonly id: string;
  /** One of deadLetterReasons, the mapping's condition, or `unreadableReason`. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  readonly ranges: readonly OffsetRange[];
  /** How many records were given up. */
  readonly records: number;
  /** Of their values. */
  readonly bytes: number;
  /** How often the record was published again before; undefined: only its headers say it. */
  readonly replays?: number;
  /** ISO 8601 */
  readonly failedAt: string;
}

/** What waits in the queue: of the sink, of its mapping, or something that neither has written. */
export type Letter = LetterFacts &
  (
    | { readonly kind: 'record'; readonly letter: DeadLetter }
    | { readonly kind: 'batch'; readonly failure: FailureRecord }
    | { readonly kind: 'unreadable'; readonly body: string }
  );

/** The reason of what is no letter. */
export const unreadableReason = 'UNREADABLE';

/** Every message is a letter of some kind: none is passed over. */
export function readLetter(message: QueuedMessage): Letter {
  const parsed = parseJson(message.body);
  const letter = readDeadLetter(parsed);
  if (letter) return ofRecord(letter);
  const failure = readFailureRecord(parsed);
  if (failure) return ofBatch(failure);
  return {
    kind: 'unreadable',
    id: `message-${message.messageId}`,
    reason: unreadableReason,
    message: 'Neither the sink nor its mapping writes such a message.',
    ranges: [],
    records: 0,
    bytes: Buffer.byteLength(message.body),
    failedAt: new Date(message.sentMs).toISOString(),
    body: message.body,
  };
}

function ofRecord(letter: DeadLetter): Letter {
  const { topic, partition, offset, timestamp, reason, message, replays, failedAt } = letter;
  const range = { topic, partition, first: offset, last: offset, timestampMs: timestamp };
  return {
    ...{ kind: 'record', id: idOf([range]), reason, message, ranges: [range], records: 1, replays, failedAt, letter },
    bytes: letter.valueObject?.bytes ?? bytesOf(letter.value),
  };
}

function ofBatch(failure: FailureRecord): Letter {
  const { ranges, condition, invocations, records, payloadBytes: bytes, failedAt, functionError } = failure;
  const answer = functionError ? ` (${functionError})` : '';
  const message = `The mapping gave up ${counted(records, 'record')} after ${counted(invocations, 'invocation')}${answer}.`;
  return { kind: 'batch', id: idOf(ranges), reason: condition, message, ranges, records, bytes, failedAt, failure };
}

function idOf(ranges: readonly OffsetRange[]): string {
  const names = ranges.map(({ topic, partition, first, last }) =>
    [topic, partition, first, ...(last > first ? [last] : [])].join('-'),
  );
  return names.join('+');
}

function bytesOf(base64: string | null): number {
  return base64 === null ? 0 : Buffer.byteLength(base64, 'base64');
}

/** "1 record", "2 records" */
export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
