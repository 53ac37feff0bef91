import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { eventually } from '../../test/support/eventually.ts';
import type { BenchStack } from '../bench-stack.ts';

export const partitions = 6;

const valueBytes = 579;
const recordsPerRequest = 1200;

/** A user as the pipeline publishes it, of the size that users have on average. */
export function userValue(number: number): string {
  const user = {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    first_name: 'Samantha',
    last_name: 'Fernandez-Iglesias',
    gender: 'female',
    address: '4711 Avenida de la Albufera, Las Palmas de Gran Canaria, Canarias, Spain',
    post_code: '35010',
    email: 'samantha.fernandez-iglesias@example.com',
    username: 'beautifulelephant712',
    dob: '1971-11-24T05:17:33.120Z',
    registered_date: '2009-03-30T18:44:09.004Z',
    phone: '951-207-334',
    picture: 'https://randomuser.me/api/portraits/med/women/71.jpg?',
  };
  return JSON.stringify({ ...user, picture: user.picture.padEnd(valueBytes - bytesWithout(user), 'p') });
}

function bytesWithout(user: { readonly picture: string }): number {
  return JSON.stringify(user).length - user.picture.length;
}

/** Lends topics, which are deleted afterwards. @param partitionCount of each */
export async function withTopics<Result>(
  { kafka }: BenchStack,
  count: number,
  work: (topics: readonly string[]) => Promise<Result>,
  partitionCount = partitions,
): Promise<Result> {
  const admin = kafka.admin();
  await admin.connect();
  const topics = Array.from({ length: count }, () => `bench-esm-${randomUUID()}`);
  try {
    const definitions = topics.map((topic) => ({ topic, numPartitions: partitionCount }));
    await admin.createTopics({ topics: definitions, waitForLeaders: false });
    await eventually(() => admin.fetchTopicMetadata({ topics: [...topics] }), 20_000);
    return await work(topics);
  } finally {
    await admin.deleteTopics({ topics });
    await admin.disconnect();
  }
}

export interface Filling {
  /** The value of each record. */
  readonly written?: (number: number) => string | Buffer;
  /** That the topic has. */
  readonly partitionCount?: number;
}

/** Fills a topic with users, the same number in each partition. */
export async function fill(
  kafka: Kafka,
  topic: string,
  records: number,
  { written = userValue, partitionCount = partitions }: Filling = {},
): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    for (let start = 0; start < records; start += recordsPerRequest) {
      const messages = Array.from({ length: Math.min(recordsPerRequest, records - start) }, (_, index) => ({
        partition: (start + index) % partitionCount,
        value: written(start + index),
      }));
      await producer.send({ topic, acks: -1, messages });
    }
  } finally {
    await producer.disconnect();
  }
}
