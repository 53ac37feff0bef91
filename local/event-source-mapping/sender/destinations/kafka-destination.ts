import { randomUUID } from 'node:crypto';
import { brokerAnswer } from '../../access/kafka-error.ts';
import type { EventRecord } from '../../record.ts';
import type { Destination } from './destination.ts';
import { type Refusal, type WriteRules, writeInsistently } from './insistent-write.ts';
import { type FailureMessage, failureMessage } from './kafka-failure-message.ts';

/** A producer for one topic. */
export interface TopicWriter {
  /** Rejects with kafkajs's error. */
  readonly write: (message: FailureMessage) => Promise<unknown>;
  /** Never rejects. */
  readonly close: () => Promise<void>;
}

/** A destination behind a Kafka topic, which gets a message for each record. */
export function kafkaDestination(
  { write, close }: TopicWriter,
  serialise: (records: readonly EventRecord[]) => string,
  rules: Omit<WriteRules, 'refusalOf'>,
): Destination {
  return {
    // One after the other, so that records with one key stay in order and a refused one takes no others with it.
    deliver: async (batch, signal) => {
      let written = 0;
      for (const record of batch.records) {
        const message = failureMessage(batch, record, serialise([record]), randomUUID(), Date.now());
        const end = await writeInsistently(() => write(message), { ...rules, refusalOf }, signal);
        if (end === 'written') written += 1;
        if (end === 'destination-refused' || end === 'aborted') break;
      }
      return written;
    },
    close,
  };
}

/** Of what a broker answers, only its own failures and those of a moment may pass. */
function refusalOf(error: unknown): Refusal | undefined {
  const answer = brokerAnswer(error);
  switch (answer?.type) {
    case undefined:
    case 'UNKNOWN':
      return undefined;
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return { of: 'destination', remedy: "Create the topic, or change the mapping's OnFailure destination." };
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
      return { of: 'message', remedy: 'Raise max.message.bytes of the topic.' };
    case 'INVALID_RECORD':
      return { of: 'message', remedy: 'A record without a key needs a topic that is not compacted.' };
    default:
      if (answer?.retriable) return undefined;
      return { of: 'destination', remedy: "Allow writing to it, or change the mapping's OnFailure destination." };
  }
}
