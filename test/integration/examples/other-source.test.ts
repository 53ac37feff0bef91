import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toUser } from '../../../examples/other-source/customer.ts';
import { customerFiles } from '../../../examples/other-source/customer-files.ts';
import { lendProducers } from '../../../lambdas/core/clients/lend-producers.ts';
import { createS3Client } from '../../../lambdas/core/clients/s3.ts';
import { schemaFinder } from '../../../lambdas/core/schema-registry/find-schema.ts';
import { schemaRegistrar } from '../../../lambdas/core/schema-registry/register-schema.ts';
import { decodeUser } from '../../../lambdas/core/user.ts';
import { userSchemaDefinition } from '../../../lambdas/core/user-schema.ts';
import { fetchUsers } from '../../../lambdas/fetch-users/fetch-users.ts';
import { postgresRunHistory } from '../../../lambdas/fetch-users/postgres-run-history.ts';
import { usersPublisher } from '../../../lambdas/fetch-users/publish-users.ts';
import { recordEncoders } from '../../../lambdas/fetch-users/record-encoder.ts';
import { migratePostgres } from '../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../lambdas/migrate/migrations.ts';
import { awsEnvironment } from '../../../local/deployment/aws-clients.ts';
import { readFrame } from '../../../local/event-source-mapping/schema-registry/confluent/wire-format.ts';
import { ownBucket } from '../../support/aws/own-bucket.ts';
import { cleanUp } from '../../support/event-source-mapping/clean-up.ts';
import { createTopic, kafka } from '../../support/event-source-mapping/topics.ts';
import { settings } from '../../support/pipeline/deployed-pipeline.ts';
import { readMessages } from '../../support/pipeline/read-messages.ts';
import { connections, projectDir } from '../../support/stack/stack.ts';
import { poolOn } from '../lambdas/own-stores.ts';

const schema = 'other_source_test';
const pool = poolOn(schema);
const bucket = ownBucket('customers');
const lines = readFileSync(join(projectDir, 'examples', 'other-source', 'customers.jsonl'), 'utf8');
const users = lines.trim().split('\n').slice(0, -1).map(toUser);
const never = new AbortController().signal;

// The example's own client finds LocalStack as it does in a function.
Object.assign(process.env, awsEnvironment(settings));

beforeAll(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await pool.query(`CREATE SCHEMA ${schema}`);
  await migratePostgres(pool, migrations);
});

afterEach(cleanUp);

afterAll(async () => {
  await pool.query(`DROP SCHEMA ${schema} CASCADE`).finally(() => pool.end());
});

/** The fetch function's own use case with the example's source, and a topic of the test's own. */
async function fetchInto(topic: string, request: { readonly date: string; readonly rerun?: boolean }) {
  const definition = userSchemaDefinition('JSON');
  const registry = { uri: connections()['schema-registry'].url, topic };
  await schemaRegistrar(registry)(definition, never);
  const rejected: string[] = [];
  const source = customerFiles(createS3Client(), bucket.name);
  const result = await lendProducers(kafka, (producers) =>
    fetchUsers(
      { users: 10_000, trigger: 'manual', rerun: false, ...request },
      {
        ...source,
        openEncoder: recordEncoders(definition, schemaFinder(registry)),
        publish: usersPublisher(producers, topic, undefined),
        history: postgresRunHistory(pool),
        goOn: () => Promise.reject(new Error('The run has the time that it needs.')),
        onBegun: () => undefined,
        onPage: () => undefined,
        onRejected: (reason) => void rejected.push(reason),
        onUnrecorded: (error) => rejected.push(error.message),
        onUnrenewed: (error) => rejected.push(error.message),
      },
      { last: never, deadline: never },
    ),
  );
  return { result, rejected };
}

test('the customers of a date come into the topic as users, once, and the one that is none is named', async () => {
  const topic = await createTopic(3);
  await bucket.put('2026-03-01/1.jsonl', lines);
  await bucket.put('2026-03-01/2.jsonl', lines.replaceAll('C-100', 'C-200'));

  const first = await fetchInto(topic, { date: '2026-03-01' });
  const second = await fetchInto(topic, { date: '2026-03-01' });

  const counts = { fetched: 10, published: 8, rejected: 2 };
  expect(first.result).toMatchObject({ state: 'degraded', repeated: false, ...counts });
  expect(first.rejected.sort()).toEqual([
    expect.stringMatching(/^user 5 of page 1: mail: /),
    expect.stringMatching(/^user 5 of page 2: mail: /),
  ]);
  expect(second.result).toMatchObject({ repeated: true, ...counts });
  const published = (await readMessages(topic, 8)).map(({ key, value, headers }) => {
    const { schemaId, payload } = readFrame(value as Buffer);
    expect(headers).toMatchObject({ 'run-id': '2026-03-01.1', 'schema-id': schemaId });
    return { key: key?.toString(), user: decodeUser(payload) };
  });
  const byKey = new Map(published.map(({ key, user }) => [key, user]));
  expect(published).toHaveLength(8);
  expect(byKey.size).toBe(8);
  expect(published.filter(({ key, user }) => key !== user.id)).toEqual([]);
  expect(users.map(({ id }) => byKey.get(id))).toEqual(users);
});

test('a date without customers fails by the name of the object, and succeeds once it is there', async () => {
  const topic = await createTopic();
  const key = '2026-03-02/1.jsonl';

  await expect(fetchInto(topic, { date: '2026-03-02' })).rejects.toThrow(`s3://${bucket.name}/${key} is not there`);
  await bucket.put(key, lines.split('\n').slice(0, 3).join('\n'));
  const { result } = await fetchInto(topic, { date: '2026-03-02' });

  expect(result).toMatchObject({ runId: '2026-03-02.2', state: 'succeeded', published: 3, rejected: 0 });
  const { rows } = await pool.query("SELECT state FROM pipeline_runs WHERE run_id = '2026-03-02.1'");
  expect(rows).toEqual([{ state: 'failed' }]);
});
