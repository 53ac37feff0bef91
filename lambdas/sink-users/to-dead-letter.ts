import type { DeadLetter } from '../core/dead-letter.ts';
import type { EventRecord } from './kafka-event.ts';
import { headersOf, replayOf } from './record-headers.ts';

type Letter = Omit<DeadLetter, 'deadLetter'>;

/** What a letter says beside its record. */
type Failure = Pick<Letter, 'reason' | 'message' | 'requestId' | 'failedAt'>;

/** A driver may quote what it was given, which can be large. */
const maximumMessage = 1000;

/** The record as it was given to the function, with why it was given up. */
export function toDeadLetter(record: EventRecord, { message, ...failure }: Failure): Letter {
  const { topic, partition, offset, timestamp, key, value, valueSchemaMetadata } = record;
  return {
    ...failure,
    message: message.slice(0, maximumMessage),
    topic,
    partition,
    offset,
    // One that is no time is what such a record may be refused for.
    timestamp: Number.isSafeInteger(timestamp) && timestamp >= 0 ? timestamp : 0,
    key: key ?? null,
    value: value ?? null,
    headers: headersOf(record).map(([name, bytes]) => [name, bytes.toString('base64')]),
    ...(valueSchemaMetadata && {
      schema: { dataFormat: valueSchemaMetadata.dataFormat, schemaId: valueSchemaMetadata.schemaId },
    }),
    replays: replaysOf(record),
  };
}

/**
 * A letter whose key or headers alone are too large for the queue, without them: no user has such a key, and the record
 * itself stands in the topic at the letter's place.
 */
export function withoutAllButPlace(letter: Letter): Letter {
  const message = `${letter.message} (Key and headers are too large for a letter: see the record in the topic.)`;
  return { ...letter, message, key: null, headers: [] };
}

/** Headers that are no replay's may be what the record is refused for. */
function replaysOf(record: EventRecord): number {
  try {
    return replayOf(record)?.count ?? 0;
  } catch {
    return 0;
  }
}
