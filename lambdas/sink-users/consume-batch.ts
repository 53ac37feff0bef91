import type { DeadLetter } from '../core/dead-letter.ts';
import { type KafkaEvent, placesOf, type RecordPlace } from './kafka-event.ts';
import { type FailedRecord, readRecords } from './read-records.ts';
import type { PoisonRecord, SendDeadLetters } from './send-dead-letters.ts';
import { storeChanges } from './store-changes.ts';
import type { UserStore } from './user-store.ts';

/** What Lambda reads as the answer to a batch of a Kafka mapping: the identifier is an object, unlike that of queues. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: RecordPlace }[];
}

/** Every record of the event is stored, poison that waits in the dead letters, or a failure. */
export interface BatchOutcome {
  readonly records: number;
  /** What is to be delivered again, with the first reason. */
  readonly failures: readonly FailedRecord[];
  /** What is in the dead letters now. */
  readonly poison: readonly PoisonRecord[];
  /** How long each store took, in milliseconds. */
  readonly storeTimes: readonly { readonly store: string; readonly ms: number }[];
}

/**
 * Brings every record of the event into all stores, and those that no wait makes storable into the dead letters.
 * @param sendDeadLetters is given malformed records at once, so that they do not wait for a store that is away.
 */
export async function consumeBatch(
  event: KafkaEvent,
  stores: readonly UserStore[],
  sendDeadLetters: SendDeadLetters,
  deadline: AbortSignal,
): Promise<BatchOutcome> {
  const { changes, malformed } = readRecords(event);
  const giveUp = async (records: readonly FailedRecord[], reason: DeadLetter['reason']) => {
    const poison = toPoison(event, records, reason);
    const unsent = await sendDeadLetters(poison, deadline);
    const places = new Set(unsent.map(({ place }) => place));
    return { unsent, sent: poison.filter(({ place }) => !places.has(place)) };
  };
  const [invalid, stored] = await Promise.all([
    giveUp(malformed, 'INVALID_RECORD'),
    storeChanges(stores, changes, deadline),
  ]);
  const refused = await giveUp(stored.refused, 'STORE_REFUSED');
  return {
    records: changes.length + malformed.length,
    failures: [...invalid.unsent, ...stored.failed, ...refused.unsent],
    poison: [...invalid.sent, ...refused.sent],
    storeTimes: stored.storeTimes,
  };
}

export function toBatchResponse({ failures }: Pick<BatchOutcome, 'failures'>): KafkaBatchResponse {
  return { batchItemFailures: failures.map(({ place }) => ({ itemIdentifier: place })) };
}

/** The records themselves are looked up, because only poison needs them again. */
function toPoison(event: KafkaEvent, failed: readonly FailedRecord[], reason: DeadLetter['reason']): PoisonRecord[] {
  if (failed.length === 0) return [];
  const nameOf = ({ partition, offset }: RecordPlace) => `${partition} ${offset}`;
  const messages = new Map(failed.map((record) => [nameOf(record.place), record.reason]));
  const poison: PoisonRecord[] = [];
  for (const [place, record] of placesOf(event)) {
    const message = messages.get(nameOf(place));
    if (message !== undefined) poison.push({ place, record, reason, message });
  }
  return poison;
}
