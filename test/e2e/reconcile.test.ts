import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters, deadLetterQueue } from '../../local/deployment/count-dead-letters.ts';
import { kafkaClient, topic } from '../../local/deployment/kafka-admin.ts';
import { runCommand, startCommand } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import {
  expectStored,
  invokeFetch,
  lambda,
  query,
  settings,
  startPipeline,
} from '../support/pipeline/deployed-pipeline.ts';
import { forgetPublished } from '../support/pipeline/forget-published.ts';
import { expectedIds } from '../support/pipeline/offline-api.ts';
import { cassandraClient } from '../support/stores/stores.ts';

const minutes = 60_000;
const date = '2026-04-01';
const users = 50;
const cassandra = cassandraClient();
const sqs = new SQSClient({ ...awsClientOptions(settings), useQueueUrlAsEndpoint: false });

beforeAll(async () => {
  await startPipeline(users, date);
  await forgetPublished();
  await invokeFetch({ date, users, rerun: true });
  await awaitStored(settings, () => undefined, AbortSignal.timeout(2 * minutes));
  // What they have left in the stores is repaired.
  await runCommand(['reconcile', '--', '--repair']);
}, 15 * minutes);

afterAll(async () => {
  lambda.destroy();
  sqs.destroy();
  await cassandra.shutdown();
});

async function reconcile(...options: string[]) {
  const { code, stdout, stderr } = await runCommand(['reconcile', '--', '--json', ...options]);
  return { code, stderr, answer: stdout === '' ? undefined : JSON.parse(stdout) };
}

test(
  'stores as the sink left them do not differ; what somebody changed by hand does, and --repair mends it',
  async () => {
    await expect(reconcile()).resolves.toMatchObject({ code: 0, answer: { differing: 0 } });

    const [deleted = '', changed = ''] = await expectedIds(date, users);
    await cassandra.execute('DELETE FROM spark_streams.created_users WHERE id = ?', [deleted], { prepare: true });
    await query("UPDATE created_users SET email = 'x' WHERE id = $1", [changed]);

    const { code, answer } = await reconcile();
    expect({ code, ids: answer.first.map(({ id }: { id: string }) => id).sort() }).toEqual({
      code: 1,
      ids: [changed, deleted].sort(),
    });
    await expect(reconcile('--repair')).resolves.toMatchObject({
      code: 0,
      answer: { differing: 2, repair: { repaired: 2, replayed: 2, renewed: 1, left: { differing: 0 } } },
    });
    await expectStored(date, users);
  },
  15 * minutes,
);

test(
  'the letter of a record that no schema describes is missed when it is lost, and comes back by --repair',
  async () => {
    const producer = kafkaClient(settings).producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'nobody', value: 'no frame' }] });
    await producer.disconnect();
    await awaitStored(settings, () => undefined, AbortSignal.timeout(2 * minutes));
    await eventually(async () => expect(await countDeadLetters(settings)).toBeGreaterThan(0), minutes);
    await expect(reconcile()).resolves.toMatchObject({
      code: 0,
      answer: { notUsers: { records: expect.any(Number) } },
    });

    const { QueueUrl } = await queueUrl();
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await expect(reconcile()).resolves.toMatchObject({ code: 1 });
    await expect(reconcile('--repair')).resolves.toMatchObject({ code: 0 });

    await expect(countDeadLetters(settings)).resolves.toBeGreaterThan(0);
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  },
  15 * minutes,
);

test('what cannot be compared is named, with the remedy, and is no difference', async () => {
  const { code, stderr } = await runCommand(['reconcile', '--', '--json'], { CASSANDRA_PORT: '1025' });

  expect(code).toBe(2);
  expect(stderr).toMatch(/Reading Cassandra failed: .*npm start/s);
  await expect(runCommand(['reconcile', '--', '--wait=long'])).resolves.toMatchObject({ code: 2 });
});

test('Ctrl-C ends it, and leaves nothing behind', async () => {
  const { child, result, wrote } = startCommand(['reconcile']);
  await wrote(`Reading ${topic} ...`);

  process.kill(-(child.pid as number), 'SIGINT');

  await expect(result).resolves.toMatchObject({ code: 130, stderr: expect.stringContaining('Interrupted.') });
  expect(readdirSync(join(settings.stateDir, 'reconcile'))).toEqual(['differences.jsonl']);
}, 60_000);

async function queueUrl() {
  return sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
}
