import { join } from 'node:path';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { readSettings } from '../../local/settings.ts';
import { runCommand, runProgram } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { connections, projectDir, stackEnvironment } from '../support/stack.ts';
import { postgresClient, readCassandraUsers, readPostgresUsers, type StoredUser } from '../support/stores.ts';

const settings = readSettings(stackEnvironment, projectDir);
const environment = awsEnvironment(settings);
const date = '2026-01-31';
const users = 5000;
const minutes = 60_000;

// The other suites' mappings have pollers of their own: this one must not take them.
afterAll(async () => {
  await eventSourceMappingStopped();
});

async function eventSourceMappingStopped(): Promise<void> {
  const { Stack } = await import('../../local/stack.ts');
  const { eventSourceMapping } = await import(
    '../../local/services/event-source-mapping/event-source-mapping-service.ts'
  );
  await new Stack(settings).stop(eventSourceMapping);
}

/** The API's own users of the date, mapped to rows by other code than the pipeline's. */
async function expectedUsers(): Promise<Map<string, StoredUser>> {
  const url = new URL(connections()['random-user-api'].url);
  url.search = String(new URLSearchParams({ results: String(users), page: '1', seed: `users-${date}` }));
  const { results } = (await (await fetch(url)).json()) as { results: ApiUser[] };
  return new Map(results.map((user) => [user.login.uuid, expectedRow(user)]));
}

interface ApiUser {
  gender: string;
  name: { first: string; last: string };
  location: {
    street: { number: number; name: string };
    city: string;
    state: string;
    country: string;
    postcode: number | string;
  };
  email: string;
  login: { uuid: string; username: string };
  dob: { date: string };
  registered: { date: string };
  phone: string;
  picture: { medium: string };
}

function expectedRow({ location, ...user }: ApiUser): StoredUser {
  const { street, city, state, country, postcode } = location;
  return {
    id: user.login.uuid,
    first_name: user.name.first,
    last_name: user.name.last,
    gender: user.gender,
    address: `${street.number} ${street.name}, ${city}, ${state}, ${country}`,
    post_code: `${postcode}`,
    email: user.email,
    username: user.login.username,
    dob: new Date(user.dob.date).toISOString(),
    registered_date: new Date(user.registered.date).toISOString(),
    phone: user.phone,
    picture: user.picture.medium,
  };
}

test(
  'npm start brings every user of the day into both stores, field by field',
  async () => {
    const { code, stdout, stderr } = await runCommand(['start', '--', `--users=${users}`, `--date=${date}`, '--json']);

    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const outcome = JSON.parse(stdout);
    expect(outcome.run).toMatchObject({ date, asked: users, fetched: users, published: users, rejected: 0 });
    expect(outcome.deadLetters).toBe(0);
    const expected = await expectedUsers();
    expect(expected.size).toBe(users);
    const [cassandra, postgres] = await Promise.all([readCassandraUsers(), readPostgresUsers()]);
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
    cassandra: { state: 'running', contactPoints: ['127.0.0.1'], localDataCenter: 'datacenter1' },
    postgres: { state: 'running', connectionString: expect.stringMatching(/^postgresql:/) },
    'event-source-mapping': { state: 'running' },
  });
});

test(
  'the same date twice changes nothing',
  async () => {
    const before = await Promise.all([readCassandraUsers(), readPostgresUsers()]);

    const { code } = await runCommand(['start', '--', `--users=${users}`, `--date=${date}`]);

    expect(code).toBe(0);
    await expect(Promise.all([readCassandraUsers(), readPostgresUsers()])).resolves.toEqual(before);
  },
  5 * minutes,
);

test('awslocal invokes the fetch function', async () => {
  const answerFile = join(settings.stateDir, 'answer.json');
  const payload = JSON.stringify({ date: '2026-02-01', users: 10 });
  const format = ['--cli-binary-format', 'raw-in-base64-out'];

  const { code, stdout, stderr } = await runProgram(
    'awslocal',
    ['lambda', 'invoke', '--function-name', 'users-fetch', ...format, '--payload', payload, answerFile],
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
    const client = postgresClient();
    await client.connect();

    const fired = await eventually(async () => {
      const { rows } = await client.query(
        "SELECT * FROM pipeline_runs WHERE trigger = 'schedule' AND state = 'succeeded'",
      );
      expect(rows).not.toHaveLength(0);
      return rows[0];
    }, 3 * minutes);
    await client.end();

    expect(fired).toMatchObject({ fetched: fired.published });
  },
  10 * minutes,
);
