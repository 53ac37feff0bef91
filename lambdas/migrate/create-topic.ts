import kafkajs, { type Admin, type Kafka } from 'kafkajs';

export interface TopicSettings {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
}

/** Records are dated by the broker: a producer's clock that is wrong would decide which of two users is the newer one. */
const timestampType = { name: 'message.timestamp.type', value: 'LogAppendTime' };

/** Creates the topic, or sets of one that is there how records are dated. @returns whether it was created now. */
export async function createTopic(
  kafka: Kafka,
  { topic, partitions, replicationFactor }: TopicSettings,
): Promise<boolean> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    // The new topic's leaders are waited for: who comes next can write at once.
    const created = await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, replicationFactor, configEntries: [timestampType] }],
      waitForLeaders: true,
      timeout: 30_000,
    });
    if (!created) await datedByBroker(admin, topic);
    return created;
  } finally {
    await admin.disconnect();
  }
}

/** Set on the topic itself, as Kafka's protocol numbers where a setting comes from. */
const setOnTopic = 1;

async function datedByBroker(admin: Admin, topic: string): Promise<void> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type, name: topic }] });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  if (
    entries.some(
      ({ configName, configValue }) => configName === timestampType.name && configValue === timestampType.value,
    )
  )
    return;
  // What is not named goes back to its default.
  const kept = entries
    .filter(({ configName, configSource }) => Number(configSource) === setOnTopic && configName !== timestampType.name)
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type, name: topic, configEntries: [...kept, timestampType] }],
  });
}
