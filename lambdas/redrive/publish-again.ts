import type { KafkaJSProtocolError, Producer } from 'kafkajs';
import { chunk } from '../core/chunk.ts';
import { messageOf } from './original.ts';
import type { TopicRecord } from './topic-records.ts';

/**
 * Publishes records again, to the partitions they were in, in the given order.
 * @returns why Kafka does not take records, by `placeOf`; all in-sync replicas have the others.
 * @throws Error when Kafka cannot be reached.
 */
export type PublishAgain = (records: readonly TopicRecord[]) => Promise<ReadonlyMap<string, string>>;

/** A broker takes 1 MiB of one partition at once, and a request may go to a single one. */
const requestLimit = { items: 1000, bytes: 900_000 };

export function placeOf({ partition, offset }: Pick<TopicRecord, 'partition' | 'offset'>): string {
  return `${partition}-${offset}`;
}

export function againPublisher(producer: Pick<Producer, 'send'>, topic: string): PublishAgain {
  return async (records) => {
    const problems = new Map<string, string>();
    for (const some of chunk(records, ({ value }) => value?.length ?? 0, requestLimit)) {
      try {
        await producer.send({ topic, acks: -1, messages: some.map(messageOf) });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        for (const record of some) problems.set(placeOf(record), `Kafka refuses it: ${error.message}`);
      }
    }
    return problems;
  };
}

/** What Kafka says of these records, which it would say again. */
function isRefusal(error: unknown): error is KafkaJSProtocolError {
  return error instanceof Error && error.name === 'KafkaJSProtocolError' && 'retriable' in error && !error.retriable;
}
