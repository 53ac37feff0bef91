import { join } from 'node:path';
import pg from 'pg';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../local/deployment/database.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { readSettings } from '../../local/settings.ts';
import { Stack } from '../../local/stack.ts';
import { runCommand, runProgram } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { expectedRow } from '../support/expected-row.ts';
import { usersOf } from '../support/offline-api.ts';
import { connections, projectDir, stackEnvironment } from '../support/stack.ts';
import { cassandraClient, readCassandraUsers, readPostgresUsers, type StoredUser } from '../support/stores.ts';

const settings = readSettings(stackEnvironment, projectDir);
const environment = awsEnvironment(settings);
const date = '2026-01-31';
const users = 5000;
const minutes = 60_000;

const cassandra = cassandraClient();
/** The database is there from the first deployment on. */
let database: pg.Client | undefined;
const readStores = () => Promise.all([readCassandraUsers(cassandra), readPostgresUsers(database as pg.Client)]);

afterAll(async () => {
  await Promise.all([cassandra.shutdown(), database?.end()]);
  // What the rule fires after its test is nobody's.
  await runProgram('awslocal', ['events', 'disable-rule', '--name', 'users-daily'], environment);
  // The other suites' mappings have pollers of their own: this one must not take them.
  await new Stack(settings).stop(eventSourceMapping);
});

/** The API's own users of the date, mapped to rows by other code than the pipeline's. */
async function expectedUsers(): Promise<Map<string, StoredUser>> {
  return new Map((await usersOf(date, users)).map((user) => [user.login.uuid, expectedRow(user)]));
}

test(
  'npm start brings every user of the day into both stores, field by field',
  async () => {
    const { code, stdout, stderr } = await runCommand(['start', '--', `--users=${users}`, `--date=${date}`, '--json']);

    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    database = new pg.Client(await masterLogin(settings));
    await database.connect();
    const outcome = JSON.parse(stdout);
    expect(outcome.run).toMatchObject({ date, asked: users, fetched: users, published: users, rejected: 0 });
    expect(outcome.deadLetters).toBe(0);
    const expected = await expectedUsers();
    expect(expected.size).toBe(users);
    const [cassandra, postgres] = await readStores();
    for (const [id, row] of expected) {
      expect(cassandra.get(id)).toEqual(row);
      expect(postgres.get(id)).toEqual(row);
    }
    expect(outcome.rows).toEqual({ cassandra: cassandra.size, postgres: postgres.size });
  },
  20 * minutes,
);

test('npm run status tells a machine how to connect', async () => {
  const { code, stdout } = await runCommand(['status', '--', '--json']);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    localstack: { state: 'running', endpoint: connections().localstack.endpoint },
    kafka: {
      state: 'running',
      pid: expect.any(Number),
      memoryMib: expect.any(Number),
      bootstrapServers: expect.any(String),
    },
    cassandra: { state: 'running', contactPoints: ['127.0.0.1'], localDataCenter: 'us-east-1' },
    'control-plane': { state: 'running' },
    'event-source-mapping': { state: 'running' },
  });
});

test(
  'the same date twice changes nothing',
  async () => {
    const before = await readStores();

    const { code } = await runCommand(['start', '--', `--users=${users}`, `--date=${date}`]);

    expect(code).toBe(0);
    await expect(readStores()).resolves.toEqual(before);
  },
  5 * minutes,
);

test('awslocal invokes the fetch function', async () => {
  const answerFile = join(settings.stateDir, 'answer.json');
  const payload = JSON.stringify({ date: '2026-02-01', users: 10 });

  const { code, stdout, stderr } = await runProgram(
    'awslocal',
    ['lambda', 'invoke', '--function-name', 'users-fetch', '--payload', payload, answerFile],
    environment,
  );

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ StatusCode: 200 });
  expect(JSON.parse(stdout)).not.toHaveProperty('FunctionError');
});

test(
  'the rule fires by itself',
  async () => {
    const { code, stderr } = await runProgram(
      'cdklocal',
      [
        'deploy',
        '--context=stage=test',
        '--require-approval=never',
        '--output',
        join(settings.stateDir, 'cdk.out.test'),
      ],
      environment,
    );
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

    const fired = await eventually(async () => {
      const { rows } = await (database as pg.Client).query(
        "SELECT * FROM pipeline_runs WHERE trigger = 'schedule' AND state = 'succeeded'",
      );
      expect(rows).not.toHaveLength(0);
      return rows[0];
    }, 3 * minutes);

    expect(fired).toMatchObject({ fetched: fired.published });
  },
  10 * minutes,
);
