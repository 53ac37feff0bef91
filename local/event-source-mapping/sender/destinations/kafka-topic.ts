import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import type { KafkaAccess } from '../../access/kafka-access.ts';
import { brokerAnswer } from '../../access/kafka-error.ts';
import type { EventRecord } from '../../record.ts';
import type { Destination } from './destination.ts';
import { type Refusal, type WriteRules, writeInsistently } from './insistent-write.ts';
import { type FailureMessage, failureMessage } from './kafka-failure-message.ts';

const { Kafka, logLevel, Partitioners } = kafkajs;

const acksOfAllReplicas = -1;

/** A topic of the cluster that the records come from, which gets a message for each record. */
export function kafkaTopic(
  access: KafkaAccess,
  topic: string,
  serialise: (records: readonly EventRecord[]) => string,
  rules: Omit<WriteRules, 'refusalOf'>,
): Destination {
  const kafka = new Kafka({
    ...access,
    brokers: [...access.brokers],
    clientId: 'event-source-mapping',
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    // New brokers and leaders are found within these; whoever waits longer says why.
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 3 },
    logLevel: logLevel.NOTHING,
  });
  // Not idempotent: after an answer that was lost, kafkajs uses the same sequence number for whatever it sends next, and
  // the broker would take another record for a repetition. A record may so come twice, but none is lost.
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const send = async (message: FailureMessage) => {
    await producer.connect();
    await producer.send({ topic, acks: acksOfAllReplicas, messages: [message] });
  };

  return {
    // One after the other, so that records with one key stay in order and a refused one takes no others with it.
    deliver: async (batch, signal) => {
      let written = 0;
      for (const record of batch.records) {
        const message = failureMessage(batch, record, serialise([record]), randomUUID(), Date.now());
        const end = await writeInsistently(() => send(message), { ...rules, refusalOf }, signal);
        if (end === 'written') written += 1;
        if (end === 'destination-refused' || end === 'aborted') break;
      }
      return written;
    },
    close: () => producer.disconnect().catch(() => undefined),
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
