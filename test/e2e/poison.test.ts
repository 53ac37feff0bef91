import { randomUUID } from 'node:crypto';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetter, readDeadLetter } from '../../lambdas/core/dead-letter.ts';
import { replayHeaders } from '../../lambdas/core/replay.ts';
import type { User } from '../../lambdas/core/user.ts';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions, awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters, deadLetterQueue } from '../../local/deployment/count-dead-letters.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import { runProgram } from '../support/command.ts';
import { kafka } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import {
  lambda,
  query,
  readStores,
  settings,
  startPipeline,
  usersSchemaId,
} from '../support/pipeline/deployed-pipeline.ts';
import { framed } from '../support/schemas/framed.ts';

const minutes = 60_000;
const sqs = new SQSClient(awsClientOptions(settings));
const s3 = new S3Client({ ...awsClientOptions(settings), forcePathStyle: true });
const producer = kafka.producer();
const sent = { QueueUrl: undefined as string | undefined, schemaId: 0 };

beforeAll(async () => {
  await startPipeline(10, '2026-07-21');
  ({ QueueUrl: sent.QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue })));
  // What others have left.
  await sqs.send(new PurgeQueueCommand({ QueueUrl: sent.QueueUrl }));
  sent.schemaId = await usersSchemaId();
  await producer.connect();
}, 10 * minutes);

afterAll(async () => {
  // What this suite made fail is nobody else's.
  await sqs.send(new PurgeQueueCommand({ QueueUrl: sent.QueueUrl }));
  await producer.disconnect();
  for (const client of [sqs, s3, lambda]) client.destroy();
});

/** Each letter that waits in the queue, as often as it is there. */
async function letters(count: number): Promise<DeadLetter[]> {
  await eventually(async () => expect(await countDeadLetters(settings)).toBeGreaterThanOrEqual(count), minutes);
  const found: DeadLetter[] = [];
  for (let empty = 0; empty < 2; ) {
    const question = { QueueUrl: sent.QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 60 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(question));
    for (const { Body = '' } of Messages) {
      const letter = readDeadLetter(JSON.parse(Body));
      expect(letter).toBeDefined();
      found.push(letter as DeadLetter);
    }
    empty = Messages.length === 0 ? empty + 1 : 0;
  }
  return found;
}

/** How many records the sink was given since, as its own log counts them. */
async function recordsGivenSince(startTime: number): Promise<number> {
  const args = ['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/users-sink'];
  const { stdout } = await runProgram(
    'awslocal',
    [...args, '--start-time', String(startTime), '--output', 'json'],
    awsEnvironment(settings),
  );
  const lines = (JSON.parse(stdout) as { events: { message: string }[] }).events.map(({ message }) => message);
  const written = lines.filter((line) => line.includes('"batch written"')).map((line) => JSON.parse(line));
  return written.reduce((sum, { records }) => sum + records, 0);
}

interface Poison {
  readonly key: string;
  readonly user: User;
  readonly headers?: Record<string, string>;
  readonly message: RegExp;
}

function poisonOf(): Poison[] {
  const id = () => randomUUID();
  const withNul = id();
  const large = id();
  const forged = id();
  const replay = replayHeaders({ partition: 0, offset: 1, timestampMs: Date.now() + 3_600_000, count: 2 });
  return [
    { key: withNul, user: aUser(withNul, { last_name: 'a\0b' }), message: /^last_name: holds U\+0000/ },
    { key: id(), user: aUser(id()), message: /^The key is not the user's id/ },
    { key: large, user: aUser(large, { address: 'x'.repeat(400_000), phone: '\0' }), message: /^phone: / },
    { key: forged, user: aUser(forged), headers: replay, message: /^header replay-timestamp: / },
  ];
}

test(
  'poison among good records waits in one letter each, by its reason and place, and its neighbours are stored once',
  async () => {
    const begun = Date.now();
    const good = Array.from({ length: 300 }, () => randomUUID());
    const poison = poisonOf();
    const value = (user: User) => framed(sent.schemaId, JSON.stringify(user));
    const goodMessages = good.map((key) => ({ key, value: value(aUser(key)), partition: 0 }));
    const poisonMessages = poison.map(({ key, user, headers }) => ({ key, value: value(user), headers, partition: 0 }));
    const messages = [...goodMessages.slice(0, 150), ...poisonMessages, ...goodMessages.slice(150)];
    const [produced] = await producer.send({ topic, messages });
    const firstOffset = Number(produced?.baseOffset) + 150;

    await awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));

    const found = (await letters(poison.length)).sort((a, b) => a.offset - b.offset);
    expect(found).toMatchObject(
      poison.map(({ key, message }, index) => ({
        ...{ reason: 'INVALID_RECORD', message: expect.stringMatching(message) },
        ...{ topic, partition: 0, offset: firstOffset + index, key: Buffer.from(key).toString('base64') },
        schema: { dataFormat: 'JSON', schemaId: String(sent.schemaId) },
      })),
    );
    expect(found).toHaveLength(poison.length);
    const { valueObject } = found[2] as DeadLetter;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: valueObject?.bucket, Key: valueObject?.key }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toEqual(poison[2]?.user);
    const { cassandra, postgres } = await readStores();
    for (const id of good) expect([cassandra.get(id), postgres.get(id)]).toEqual([aUser(id), aUser(id)]);
    for (const { user } of poison) expect([cassandra.has(user.id), postgres.has(user.id)]).toEqual([false, false]);
    const rows = await query('SELECT count(*)::int AS rows FROM created_users WHERE id = ANY ($1::uuid[])', [good]);
    expect(rows).toEqual([{ rows: good.length }]);
    // Nothing was delivered a second time.
    await expect(recordsGivenSince(begun)).resolves.toBe(messages.length);
  },
  8 * minutes,
);
