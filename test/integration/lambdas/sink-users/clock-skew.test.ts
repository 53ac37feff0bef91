import { randomUUID } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { createTopic } from '../../../../lambdas/migrate/create-topic.ts';
import { afterTest } from '../../../support/event-source-mapping/clean-up.ts';
import { kafka, produce, withAdmin } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { ownStores } from '../own-stores.ts';
import { aRecord, aUser, sinkOf } from './sink.ts';

const stores = ownStores('sink_clock_skew');
const sink = sinkOf(stores);
const hour = 3_600_000;

/** What a topic of the pipeline's own making holds of the records, each of which was produced after the one before. */
async function throughTopic(records: readonly { key: string; value: string | null; skewMs: number }[]) {
  const topic = `skewed-${randomUUID()}`;
  await createTopic(kafka, { topic, partitions: 1, replicationFactor: 1 });
  afterTest(() => withAdmin((admin) => admin.deleteTopics({ topics: [topic] })));
  for (const { key, value, skewMs } of records) {
    await produce(topic, [{ key, value, timestamp: String(Date.now() + skewMs) }]);
  }
  const messages: KafkaMessage[] = [];
  const consumer = kafka.consumer({ groupId: randomUUID() });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
    await eventually(async () => expect(messages).toHaveLength(records.length), 20_000);
  } finally {
    await consumer.disconnect();
  }
  return messages.map(({ offset, key, value, timestamp }) =>
    aRecord(Number(offset), String(key), value, Number(timestamp)),
  );
}

test.each([
  ['an hour ahead', hour, 0],
  ['an hour behind', 0, -hour],
  ['an hour ahead, and then an hour behind', hour, -hour],
])('a correction counts though the clocks of the producers are %s', async (_, firstSkew, secondSkew) => {
  const id = randomUUID();
  const value = (first_name: string) => JSON.stringify(aUser(id, { first_name }));

  const records = await throughTopic([
    { key: id, value: value('wrong'), skewMs: firstSkew },
    { key: id, value: value('corrected'), skewMs: secondSkew },
  ]);
  for (const record of records) await expect(sink([record])).resolves.toEqual({});

  const { cassandra, postgres } = await stores.read();
  expect([cassandra.get(id)?.first_name, postgres.get(id)?.first_name]).toEqual(['corrected', 'corrected']);
});

test('a deletion counts though the user came from a clock that is an hour ahead', async () => {
  const id = randomUUID();

  const records = await throughTopic([
    { key: id, value: JSON.stringify(aUser(id)), skewMs: hour },
    { key: id, value: null, skewMs: -hour },
  ]);
  for (const record of records) await expect(sink([record])).resolves.toEqual({});

  const { cassandra, postgres } = await stores.read();
  expect([cassandra.has(id), postgres.has(id)]).toEqual([false, false]);
});
