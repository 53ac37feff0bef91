import { randomUUID } from 'node:crypto';
import kafkajs, { type Message } from 'kafkajs';
import { eventually } from '../eventually.ts';
import { connections } from '../stack/stack.ts';
import { afterTest } from './clean-up.ts';

export const kafka = new kafkajs.Kafka({
  brokers: connections().kafka.bootstrapServers.split(','),
  logLevel: kafkajs.logLevel.NOTHING,
});

export type TopicConfig = readonly { readonly name: string; readonly value: string }[];

export function topicName(): string {
  return `poller-test-${randomUUID()}`;
}

export async function createTopic(partitions = 1, config: TopicConfig = [], topic = topicName()): Promise<string> {
  await withAdmin(async (admin) => {
    // kafkajs's own wait for leaders fails where the broker does not know the new topic yet.
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, configEntries: [...config] }],
      waitForLeaders: false,
    });
    await eventually(async () => expect(await admin.fetchTopicOffsets(topic)).toHaveLength(partitions), 20_000, 50);
  });
  afterTest(() => withAdmin((admin) => admin.deleteTopics({ topics: [topic] })));
  return topic;
}

export async function produce(topic: string, messages: Message[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

/** What a group has committed in the topic's partitions, by their numbers; nobody may be in it. */
export async function commitOffsets(topic: string, groupId: string, offsets: ReadonlyMap<number, number>) {
  // kafkajs's admin does it by a consumer too, which it makes wait for records that need not come.
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 50 });
  // Before its first fetch the client commits where it begins by itself.
  const fetched = new Promise<void>((resolve) => consumer.on(consumer.events.FETCH, () => resolve()));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic });
    await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
    await fetched;
    await consumer.commitOffsets(
      [...offsets].map(([partition, offset]) => ({ topic, partition, offset: String(offset) })),
    );
  } finally {
    await consumer.disconnect();
  }
}

/** Forgets the records of the first partition before the offset, as retention does. */
export async function deleteRecords(topic: string, offset: number): Promise<void> {
  const partitions = [{ partition: 0, offset: String(offset) }];
  await withAdmin(async (admin) => {
    // kafkajs looks for the leader only in what it has seen.
    await admin.fetchTopicMetadata({ topics: [topic] });
    await admin.deleteTopicRecords({ topic, partitions });
  });
}

/** Values that count up, all in one partition. */
export function numbered(count: number, partition = 0, from = 0): Message[] {
  return Array.from({ length: count }, (_, index) => ({ partition, value: String(from + index) }));
}

/** The group's offset in a partition; -1 where it has none. */
export async function committedOffset(groupId: string, topic: string, partition = 0): Promise<number> {
  return (await committedOffsets(groupId, topic)).get(partition) ?? -1;
}

/** The same of all partitions, in their order. */
export async function committedOffsets(groupId: string, topic: string): Promise<Map<number, number>> {
  return withAdmin(async (admin) => {
    const [fetched] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const offsets = (fetched?.partitions ?? []).map((one): [number, number] => [one.partition, Number(one.offset)]);
    return new Map(offsets.sort(([a], [b]) => a - b));
  });
}

export interface TopicMessage {
  readonly partition: number;
  readonly key: string | null;
  readonly value: unknown;
}

/** The messages of a topic from its beginning, as soon as there are so many. */
export async function readTopic(topic: string, count: number): Promise<TopicMessage[]> {
  const messages: TopicMessage[] = [];
  const consumer = kafka.consumer({ groupId: randomUUID() });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value } }) => {
        messages.push({ partition, key: key?.toString() ?? null, value: JSON.parse(value?.toString() ?? 'null') });
      },
    });
    await eventually(async () => expect(messages.length).toBeGreaterThanOrEqual(count), 20_000);
  } finally {
    await consumer.disconnect();
  }
  return messages;
}

export async function withAdmin<Result>(
  work: (admin: ReturnType<typeof kafka.admin>) => Promise<Result>,
): Promise<Result> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
