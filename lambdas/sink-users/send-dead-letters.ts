import pLimit from 'p-limit';
import pRetry from 'p-retry';
import { chunk as inChunks } from '../core/chunk.ts';
import { type DeadLetter, encodeDeadLetter } from '../core/dead-letter.ts';
import type { EventRecord, RecordPlace } from './kafka-event.ts';
import type { FailedRecord } from './read-records.ts';
import { toDeadLetter, withoutAllButPlace } from './to-dead-letter.ts';

/** A record that no wait makes storable. */
export interface PoisonRecord {
  readonly place: RecordPlace;
  readonly record: EventRecord;
  readonly reason: DeadLetter['reason'];
  /** The field that is wrong, or the store and what it said. */
  readonly message: string;
}

/** @returns the records that are not in the dead letters, with the reason: they have to be delivered again. */
export type SendDeadLetters = (poison: readonly PoisonRecord[], deadline: AbortSignal) => Promise<FailedRecord[]>;

/** Takes at most ten messages at once, and 256 KiB. */
export interface LetterQueue {
  /** @returns for each message why it was not taken, or undefined. Rejects when none was taken. */
  send(messages: readonly string[], signal: AbortSignal): Promise<readonly (string | undefined)[]>;
}

/** Keeps the values that are too large for the queue. */
export interface ValueObjects {
  readonly bucket: string;
  /** Writes the object, or writes it again. */
  put(key: string, bytes: Buffer, signal: AbortSignal): Promise<void>;
}

export interface DeadLetterPorts {
  readonly queue: LetterQueue;
  readonly objects: ValueObjects;
}

const queueLimit = { items: 10, bytes: 256 * 1024 };
/** Requests under way at once. */
const concurrency = 8;
const patience = { retries: 4, minTimeout: 100, maxTimeout: 2000, randomize: true };

interface Message {
  readonly place: RecordPlace;
  readonly text: string;
}

/**
 * Sends poison to the dead letters, each record as a letter of its own; a letter may be sent twice when its batch is
 * delivered again for another record's sake.
 * @param requestId of the invocation.
 */
export function deadLetterSender({ queue, objects }: DeadLetterPorts, requestId: string): SendDeadLetters {
  return async (poison, deadline) => {
    const limit = pLimit(concurrency);
    const failed: FailedRecord[] = [];
    const fail = ({ place }: { place: RecordPlace }, error: unknown) =>
      failed.push({ place, reason: `dead letters: ${(error as Error).message}` });

    const write = async (record: PoisonRecord): Promise<Message[]> => {
      try {
        return [{ place: record.place, text: await writeLetter(record, objects, requestId, deadline) }];
      } catch (error) {
        fail(record, error);
        return [];
      }
    };
    const messages = (await Promise.all(poison.map((record) => limit(write, record)))).flat();
    const send = async (some: readonly Message[]) => {
      for (const { message, error } of await sendPatiently(queue, some, deadline)) fail(message, error);
    };
    const chunks = inChunks(messages, ({ text }) => Buffer.byteLength(text), queueLimit);
    await Promise.all(chunks.map((some) => limit(send, some)));
    return failed;
  };
}

/** @returns the letter's text, small enough for the queue; its value is an object then if that is why it was not. */
async function writeLetter(
  { record, reason, message }: PoisonRecord,
  objects: ValueObjects,
  requestId: string,
  deadline: AbortSignal,
): Promise<string> {
  const letter = toDeadLetter(record, { reason, message, requestId, failedAt: new Date().toISOString() });
  const text = encodeDeadLetter(letter);
  if (Buffer.byteLength(text) <= queueLimit.bytes) return text;
  const valueObject = letter.value === null ? undefined : await putValue(letter, letter.value, objects, deadline);
  const smaller = { ...letter, value: null, ...(valueObject && { valueObject }) };
  const smallerText = encodeDeadLetter(smaller);
  if (Buffer.byteLength(smallerText) <= queueLimit.bytes) return smallerText;
  return encodeDeadLetter(withoutAllButPlace(smaller));
}

async function putValue(
  { topic, partition, offset, timestamp }: Omit<DeadLetter, 'deadLetter'>,
  value: string,
  objects: ValueObjects,
  deadline: AbortSignal,
): Promise<NonNullable<DeadLetter['valueObject']>> {
  const bytes = Buffer.from(value, 'base64');
  // The same at each delivery; and a topic that is made anew counts its offsets from 0 again.
  const key = `${topic}/${partition}/${offset}-${timestamp}`;
  await pRetry(() => objects.put(key, bytes, deadline), { ...patience, signal: deadline });
  return { bucket: objects.bucket, key, bytes: bytes.length };
}

/** @returns the messages that the queue has not taken, with its last reason. */
async function sendPatiently(
  queue: LetterQueue,
  messages: readonly Message[],
  deadline: AbortSignal,
): Promise<{ message: Message; error: unknown }[]> {
  let left = messages;
  try {
    await pRetry(
      async () => {
        const texts = left.map(({ text }) => text);
        const problems = await queue.send(texts, deadline);
        left = left.filter((_, index) => problems[index] !== undefined);
        if (left.length > 0) throw new Error(problems.find((problem) => problem !== undefined));
      },
      { ...patience, signal: deadline },
    );
  } catch (error) {
    return left.map((message) => ({ message, error }));
  }
  return [];
}
