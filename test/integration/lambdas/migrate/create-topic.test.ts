import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { createTopic } from '../../../../lambdas/migrate/create-topic.ts';
import { afterTest } from '../../../support/event-source-mapping/clean-up.ts';
import {
  createTopic as createPlainTopic,
  kafka,
  produce,
  withAdmin,
} from '../../../support/event-source-mapping/topics.ts';

const shape = { partitions: 1, replicationFactor: 1 };

/** What is set on the topic itself. */
async function settingsOf(topic: string): Promise<Record<string, string>> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const question = { includeSynonyms: false, resources: [{ type, name: topic }] };
  const { resources } = await withAdmin((admin) => admin.describeConfigs(question));
  const set = resources[0]?.configEntries.filter(({ configSource }) => Number(configSource) === 1) ?? [];
  return Object.fromEntries(set.map(({ configName, configValue }) => [configName, configValue]));
}

test('a new topic’s records are dated by the broker', async () => {
  const topic = `created-${randomUUID()}`;
  afterTest(() => withAdmin((admin) => admin.deleteTopics({ topics: [topic] })));

  await expect(createTopic(kafka, { topic, ...shape })).resolves.toBe(true);

  await expect(settingsOf(topic)).resolves.toEqual({ 'message.timestamp.type': 'LogAppendTime' });
});

test('a topic that is there is set so too, keeps its other settings, and is then left alone', async () => {
  const own = { 'retention.ms': '3600000', 'max.message.bytes': '900000' };
  const topic = await createPlainTopic(1, [
    ...Object.entries(own).map(([name, value]) => ({ name, value })),
    { name: 'message.timestamp.type', value: 'CreateTime' },
  ]);
  const expected = { ...own, 'message.timestamp.type': 'LogAppendTime' };

  await expect(createTopic(kafka, { topic, ...shape })).resolves.toBe(false);
  await expect(settingsOf(topic)).resolves.toEqual(expected);

  await expect(createTopic(kafka, { topic, ...shape })).resolves.toBe(false);
  await expect(settingsOf(topic)).resolves.toEqual(expected);
});

test('what is in a topic when it is set keeps its time', async () => {
  const topic = await createPlainTopic();
  await produce(topic, [{ value: 'old', timestamp: '1700000000000' }]);

  await createTopic(kafka, { topic, ...shape });

  const offsets = await withAdmin((admin) => admin.fetchTopicOffsetsByTimestamp(topic, 1_700_000_000_001));
  expect(offsets).toEqual([{ partition: 0, offset: '1' }]);
});
