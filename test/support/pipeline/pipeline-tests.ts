import { join } from 'node:path';
import type driver from 'cassandra-driver';
import pg from 'pg';
import { awsEnvironment } from '../../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../../local/deployment/database.ts';
import type { Settings } from '../../../local/settings.ts';
import { runCommand, runProgram } from '../command.ts';
import { eventually } from '../eventually.ts';
import { cassandraClient, readCassandraUsers, readPostgresUsers, type StoredUser } from '../stores/stores.ts';
import { expectedRow } from './expected-row.ts';
import { forgetRunsSinceToday } from './forget-runs.ts';
import { usersOf } from './offline-api.ts';

const date = '2026-01-31';
const users = 5000;
const minutes = 60_000;

interface Place {
  /** For `npm start`, which says where the services run. */
  readonly options: readonly string[];
  /** Of every command. */
  readonly environment: NodeJS.ProcessEnv;
  /** By which this side reaches them. */
  readonly settings: Settings;
  /** What a machine is told of each service's process or container. */
  readonly process: object;
  /** For a place that these tests have to themselves. */
  stop?(): Promise<unknown>;
}

/** The API's own users of the date, mapped to rows by other code than the pipeline's. */
async function expectedUsers(api: string): Promise<Map<string, StoredUser>> {
  return new Map((await usersOf(date, users, api)).map((user) => [user.login.uuid, expectedRow(user)]));
}

/** What holds of the pipeline wherever its services run. */
export function pipelineTests({ options, environment, settings, process, stop }: Place): void {
  const aws = awsEnvironment(settings);
  const consoleUrl = `http://127.0.0.1:${settings.ports.console}`;
  /** Both are there from the first start on. */
  let cassandra: driver.Client | undefined;
  let database: pg.Client | undefined;
  const readStores = () =>
    Promise.all([readCassandraUsers(cassandra as driver.Client), readPostgresUsers(database as pg.Client)]);

  afterAll(async () => {
    await Promise.all([cassandra?.shutdown(), database?.end()]);
    // What the rule fires after its test is nobody's.
    await runProgram('awslocal', ['events', 'disable-rule', '--name', 'users-daily'], aws);
    await stop?.();
  });

  test(
    'npm start brings every user of the day into both stores, field by field',
    async () => {
      const { code, stdout, stderr } = await runCommand(
        ['start', '--', ...options, `--users=${users}`, `--date=${date}`, '--json'],
        environment,
      );

      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      const outcome = JSON.parse(stdout);
      cassandra = cassandraClient(outcome.addresses.cassandra);
      database = new pg.Client(await masterLogin(settings));
      await database.connect();
      expect(outcome.run).toMatchObject({ date, asked: users, fetched: users, published: users, rejected: 0 });
      expect(outcome.deadLetters).toBe(0);
      const expected = await expectedUsers(outcome.addresses['random-user-api'].url);
      expect(expected.size).toBe(users);
      const [inCassandra, inPostgres] = await readStores();
      for (const [id, row] of expected) {
        expect(inCassandra.get(id)).toEqual(row);
        expect(inPostgres.get(id)).toEqual(row);
      }
      expect(outcome.rows).toEqual({ cassandra: inCassandra.size, postgres: inPostgres.size });
    },
    20 * minutes,
  );

  test('npm run status tells a machine how to connect', async () => {
    const { code, stdout } = await runCommand(['status', '--', '--json'], environment);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      localstack: { state: 'running', endpoint: aws.AWS_ENDPOINT_URL },
      kafka: {
        state: 'running',
        ...process,
        memoryMib: expect.any(Number),
        bootstrapServers: expect.any(String),
      },
      cassandra: { state: 'running', contactPoints: ['127.0.0.1'], localDataCenter: 'us-east-1' },
      'control-plane': { state: 'running' },
      'event-source-mapping': { state: 'running' },
      console: { state: 'running', url: consoleUrl },
    });
  });

  test('the console is there, and reaches what it shows', async () => {
    const [page, mappings] = await Promise.all([fetch(consoleUrl), fetch(`${consoleUrl}/api/mappings`)]);

    expect(await page.text()).toContain('<title>Users pipeline</title>');
    expect(await mappings.json()).toMatchObject({
      pollerProblem: null,
      mappings: expect.arrayContaining([
        expect.objectContaining({ functionName: 'users-sink', numbers: expect.objectContaining({ lag: 0 }) }),
      ]),
    });
  });

  test(
    'the same date twice changes nothing, and the end tells where to look',
    async () => {
      const before = await readStores();

      const { code, stdout } = await runCommand(
        ['start', '--', ...options, `--users=${users}`, `--date=${date}`],
        environment,
      );

      expect(code).toBe(0);
      expect(stdout).toContain(`\nLook at it:    ${consoleUrl}\n`);
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
      aws,
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ StatusCode: 200 });
    expect(JSON.parse(stdout)).not.toHaveProperty('FunctionError');
  });

  test(
    'the rule fires by itself',
    async () => {
      const pool = database as pg.Client;
      const begun = await forgetRunsSinceToday((text, values) => pool.query(text, values));
      const { code, stderr } = await runProgram(
        'cdklocal',
        [
          'deploy',
          '--context=stage=test',
          '--require-approval=never',
          '--output',
          join(settings.stateDir, 'cdk.out.test'),
        ],
        aws,
      );
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

      const fired = await eventually(async () => {
        const { rows } = await pool.query('SELECT * FROM pipeline_runs WHERE started_at >= $1', [begun]);
        expect(rows).toEqual([expect.objectContaining({ trigger: 'schedule', state: 'succeeded' })]);
        return rows[0];
      }, 3 * minutes);

      expect(fired).toMatchObject({ fetched: fired.published });
    },
    10 * minutes,
  );
}
