import kafkajs from 'kafkajs';
import type { KafkaAccess } from '../../access/kafka-access.ts';
import type { TopicWriter } from './kafka-destination.ts';

const { Kafka, logLevel, Partitioners } = kafkajs;

const acksOfAllReplicas = -1;

/** A topic of the cluster that the records come from; it connects when the first message comes. */
export function kafkaTopic(access: KafkaAccess, topic: string): TopicWriter {
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
  return {
    write: async (message) => {
      await producer.connect();
      await producer.send({ topic, acks: acksOfAllReplicas, messages: [message] });
    },
    close: () => producer.disconnect().catch(() => undefined),
  };
}
