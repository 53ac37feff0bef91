import type { Kafka } from 'kafkajs';

export interface TopicSettings {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
}

/** Creates the topic unless it is there. @returns whether it was created now. */
export async function createTopic(
  kafka: Kafka,
  { topic, partitions, replicationFactor }: TopicSettings,
): Promise<boolean> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    // The new topic's leaders are waited for: who comes next can write at once.
    return await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, replicationFactor }],
      waitForLeaders: true,
      timeout: 30_000,
    });
  } finally {
    await admin.disconnect();
  }
}
