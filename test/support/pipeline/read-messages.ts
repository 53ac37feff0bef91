import { randomUUID } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { kafka } from '../event-source-mapping/topics.ts';
import { eventually } from '../eventually.ts';

export type ReadMessage = Pick<KafkaMessage, 'key' | 'value'> & {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  /** As text. */
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/** All messages of a topic as they are, as soon as there are so many. */
export async function readMessages(topic: string, count: number): Promise<ReadMessage[]> {
  const found: ReadMessage[] = [];
  const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 200 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value, offset, timestamp, headers = {} } }) => {
        const texts = Object.entries(headers).map(([name, text]) => [name, text?.toString()]);
        const place = { partition, offset: Number(offset), timestampMs: Number(timestamp) };
        found.push({ ...place, key, value, headers: Object.fromEntries(texts) });
      },
    });
    await eventually(async () => expect(found.length).toBeGreaterThanOrEqual(count), 20_000);
  } finally {
    await consumer.disconnect();
  }
  return found;
}
