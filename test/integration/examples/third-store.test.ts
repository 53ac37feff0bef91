import { randomUUID } from 'node:crypto';
import type { MSKEvent } from 'aws-lambda';
import { s3Users } from '../../../examples/third-store/s3-users.ts';
import { latestUsers, readLines } from '../../../examples/third-store/user-lines.ts';
import { createS3Client } from '../../../lambdas/core/clients/s3.ts';
import type { User } from '../../../lambdas/core/user.ts';
import { cassandraUsers } from '../../../lambdas/sink-users/cassandra-users.ts';
import { consumeBatch, toBatchResponse } from '../../../lambdas/sink-users/consume-batch.ts';
import type { KafkaEvent } from '../../../lambdas/sink-users/kafka-event.ts';
import { postgresUsers } from '../../../lambdas/sink-users/postgres-users.ts';
import { deadLetterSender } from '../../../lambdas/sink-users/send-dead-letters.ts';
import type { UserStore } from '../../../lambdas/sink-users/user-store.ts';
import { hostileTexts } from '../../fault/workload/hostile-texts.ts';
import { ownBucket } from '../../support/aws/own-bucket.ts';
import type { MappedTopic } from '../../support/event-source-mapping/mapped-topic.ts';
import { SharedPoller } from '../../support/event-source-mapping/shared-poller.ts';
import { ownStores } from '../lambdas/own-stores.ts';
import { ownDeadLetters } from '../lambdas/sink-users/own-dead-letters.ts';
import { aUser } from '../lambdas/sink-users/sink.ts';

const poller = SharedPoller.forThisFile();
const own = ownStores('third_store_test');
const letters = ownDeadLetters();
const bucket = ownBucket('users-lines');

/** Each test's own: the broker's clock is the version. */
const topicConfig = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
const mapping = { topicConfig, FunctionResponseTypes: ['ReportBatchItemFailures' as const], BatchSize: 100 };

/** The three stores, as the example's handler names them. */
const twoStores = () => [cassandraUsers(own.cassandra, own.keyspace), postgresUsers(own.postgres)];
const s3Store = (name = bucket.name) => s3Users(createS3Client(), name);

/** The example's sink behind a real mapping: what the function would answer to its event. */
async function sinkOf(stores: readonly UserStore[], event: MSKEvent, timeoutMs = 30_000) {
  const sendDeadLetters = deadLetterSender(letters.ports(), randomUUID());
  // The types of the event say by mistake that every record has key and value.
  const deadline = AbortSignal.timeout(timeoutMs);
  return toBatchResponse(await consumeBatch(event as unknown as KafkaEvent, stores, sendDeadLetters, deadline));
}

function messageOf(user: User, partition = 0) {
  return { key: user.id, value: JSON.stringify(user), partition };
}

/** What the topic's objects hold. */
async function linesOf({ topic }: MappedTopic) {
  const keys = (await bucket.keys()).filter((key) => key.startsWith(`${topic}-`));
  const texts = await Promise.all(keys.map(async (key) => (await bucket.get(key)).toString('utf8')));
  return { keys, lines: texts.flatMap(readLines) };
}

/** That every store has these users, and none of them the others. */
async function expectStored(topic: MappedTopic, users: readonly User[], gone: readonly string[] = []) {
  const [{ lines }, { cassandra, postgres }] = await Promise.all([linesOf(topic), own.read()]);
  const inS3 = new Map(latestUsers(lines).map((user) => [user.id, user]));
  expect(users.map(({ id }) => [cassandra.get(id), postgres.get(id), inS3.get(id)])).toEqual(
    users.map((user) => [user, user, user]),
  );
  for (const store of [cassandra, postgres, inS3]) expect(gone.filter((id) => store.has(id))).toEqual([]);
  expect(inS3.size).toBe(users.length);
}

const someUsers = (count: number) => Array.from({ length: count }, () => aUser(randomUUID()));

test('a batch that is delivered twice is written once, and all three stores have the same users', async () => {
  const hostile = hostileTexts.map((text) => aUser(randomUUID(), { first_name: text, address: text }));
  const [moved, gone] = someUsers(2) as [User, User];
  const now = { ...moved, address: '1 Elsewhere' };
  const messages = [
    ...[moved, gone].map((user) => messageOf(user)),
    ...hostile.map((user, index) => messageOf(user, index % 2)),
    ...[messageOf(now), { key: gone.id, value: null, partition: 0 }],
  ];
  const stores = [...twoStores(), s3Store()];
  const keysAfter: string[][] = [];
  const topic = await poller.map({
    ...{ ...mapping, partitions: 2, MaximumRetryAttempts: 5 },
    reply: async (event) => {
      const value = await sinkOf(stores, event);
      keysAfter.push((await linesOf(topic)).keys);
      // As a function that is killed behind its last write: the mapping knows of nothing that it did.
      const isFirst = topic.events.filter((other) => isSame(other, event)).length === 1;
      return isFirst ? { error: 'killed' } : { value };
    },
  });
  await topic.produce(messages);

  await topic.committed(2 + Math.ceil(hostile.length / 2) + 2, Math.floor(hostile.length / 2));

  await expectStored(topic, [...hostile, now], [gone.id]);
  const partitions = topic.events.flatMap(({ records }) => Object.values(records));
  const once = new Set(partitions.map((records) => JSON.stringify(records)));
  expect(partitions).toHaveLength(2 * once.size);
  expect(keysAfter.at(-1)).toHaveLength(once.size);
});

function isSame(one: MSKEvent, other: MSKEvent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

test('of a batch of which one record failed only this one comes again, and no line of the others is lost', async () => {
  const users = someUsers(5);
  const [first] = users as [User];
  let isAway = true;
  const cassandra = cassandraUsers(own.cassandra, own.keyspace);
  const unlucky: UserStore = {
    ...cassandra,
    chunk: { items: 1, bytes: 1_000_000 },
    write: async (changes, deadline) => {
      if (isAway && changes.some(({ id }) => id === first.id)) throw new Error('away');
      await cassandra.write(changes, deadline);
    },
  };
  const stores = [unlucky, postgresUsers(own.postgres), s3Store()];
  const topic = await poller.map({
    ...{ ...mapping, messages: users.map((user) => messageOf(user)) },
    reply: async (event) => {
      const value = await sinkOf(stores, event, 2000);
      isAway = false;
      return { value };
    },
  });

  await topic.committed(5);

  expect(topic.offsets()).toEqual([[0, 1, 2, 3, 4], [0]]);
  await expectStored(topic, users);
  expect((await linesOf(topic)).keys).toHaveLength(2);
});

test('a record that is no user, and one that another store refuses, wait in the dead letters; their neighbours are stored', async () => {
  const users = ['Ada', 'evil', 'Grace'].map((first_name) => aUser(randomUUID(), { first_name }));
  await own.postgres.query(`ALTER TABLE created_users ADD CONSTRAINT no_evil CHECK (first_name <> 'evil')`);
  const stores = [...twoStores(), s3Store()];
  const topic = await poller.map({
    ...{
      ...mapping,
      messages: [...users.map((user) => messageOf(user)), { key: 'x', value: 'no user', partition: 0 }],
    },
    reply: async (event) => ({ value: await sinkOf(stores, event) }),
  });

  await topic.committed(4);

  const sent = await letters.take();
  expect([...sent.keys()].sort()).toEqual([1, 3]);
  expect(sent.get(3)).toMatchObject({ reason: 'INVALID_RECORD' });
  expect(sent.get(1)).toMatchObject({ reason: 'STORE_REFUSED', message: expect.stringContaining('PostgreSQL: ') });
  const [{ lines }, { cassandra, postgres }] = await Promise.all([linesOf(topic), own.read()]);
  expect(users.map(({ id }) => postgres.has(id))).toEqual([true, false, true]);
  // Those that took it keep it, as the letter says of whom refused it.
  expect(users.map(({ id }) => cassandra.has(id))).toEqual([true, true, true]);
  expect(latestUsers(lines).map(({ id }) => id)).toEqual(users.map(({ id }) => id).sort());
  await own.postgres.query('ALTER TABLE created_users DROP CONSTRAINT no_evil');
});

test('a bucket that is missing is waited for: its records are named as failed, and come again until it is there', async () => {
  const users = someUsers(3);
  const answers: unknown[] = [];
  const topic = await poller.map({
    ...{ ...mapping, messages: users.map((user) => messageOf(user)), MaximumRetryAttempts: 10 },
    reply: async (event) => {
      const isFirst = answers.length === 0;
      const store = s3Store(isFirst ? `${bucket.name}-not` : bucket.name);
      const value = await sinkOf([...twoStores(), store], event, isFirst ? 2000 : undefined);
      answers.push(value);
      return { value };
    },
  });

  await topic.committed(3);

  const failed = [0, 1, 2].map((offset) => ({ itemIdentifier: { partition: `${topic.topic}-0`, offset } }));
  expect(answers[0]).toEqual({ batchItemFailures: failed });
  expect(answers.at(-1)).toEqual({ batchItemFailures: [] });
  await expectStored(topic, users);
  await expect(letters.take()).resolves.toEqual(new Map());
});
