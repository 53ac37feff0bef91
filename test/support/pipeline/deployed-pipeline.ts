import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import pg from 'pg';
import { readCassandraConfig, readPostgresConfig } from '../../../lambdas/core/config.ts';
import { awsClientOptions, region } from '../../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../../local/deployment/database.ts';
import { topic } from '../../../local/deployment/kafka-admin.ts';
import { readSettings } from '../../../local/settings.ts';
import { runCommand } from '../command.ts';
import { connections, projectDir, stackEnvironment } from '../stack/stack.ts';
import { cassandraClient, readCassandraUsers, readPostgresUsers } from '../stores/stores.ts';
import { expectedRow } from './expected-row.ts';
import { expectedIds, usersOf } from './offline-api.ts';

/** Of the tests' own stack. */
export const settings = readSettings(stackEnvironment, projectDir);

export const lambda = new LambdaClient({ ...awsClientOptions(settings), maxAttempts: 1 });

export async function startPipeline(users: number, date: string): Promise<void> {
  const { code, stderr } = await runCommand(['start', '--', `--users=${users}`, `--date=${date}`]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}

/** @returns what the function answered, and whether it failed. */
export async function invokeFetch(event: { date: string; users: number; rerun?: boolean }) {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: 'users-fetch', Payload: JSON.stringify(event) }),
  );
  return { failed: FunctionError !== undefined, answer: JSON.parse(Payload?.transformToString() ?? 'null') };
}

/** Where a function finds the stores. */
export async function functionEndpoints(FunctionName: string) {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const variables = { ...Environment?.Variables, AWS_REGION: region };
  return { keyspaces: readCassandraConfig(variables), postgres: readPostgresConfig(variables) };
}

/** Asks the pipeline's database. */
export async function query(text: string, values: unknown[]) {
  const client = new pg.Client(await masterLogin(settings));
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** What earlier days' tests have begun counts as begun today: else the days since then are missed, and nothing is well. */
export async function missNoDay(): Promise<void> {
  const today = "date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'";
  await query(`UPDATE pipeline_runs SET started_at = now() WHERE started_at < ${today}`, []);
}

/** The users that each store has, by their ids. */
export async function readStores() {
  const client = cassandraClient();
  const database = new pg.Client(await masterLogin(settings));
  await database.connect();
  try {
    return { cassandra: await readCassandraUsers(client), postgres: await readPostgresUsers(database) };
  } finally {
    await Promise.all([client.shutdown(), database.end()]);
  }
}

/** The ids of a date's users that a store lacks. */
export async function missingIds(date: string, users: number) {
  const [ids, { cassandra, postgres }] = await Promise.all([expectedIds(date, users), readStores()]);
  return { cassandra: ids.filter((id) => !cassandra.has(id)), postgres: ids.filter((id) => !postgres.has(id)) };
}

/** That both stores have a date's users, field by field. */
export async function expectStored(date: string, users: number): Promise<void> {
  const { cassandra, postgres } = await readStores();
  for (const user of await usersOf(date, users)) {
    const { uuid: id } = user.login;
    const row = expectedRow(user);
    expect({ id, cassandra: cassandra.get(id), postgres: postgres.get(id) }).toEqual({
      ...{ id, cassandra: row, postgres: row },
    });
  }
}

/** The id with which the pipeline's own records name their schema. */
export async function usersSchemaId(): Promise<number> {
  const response = await fetch(`${connections()['schema-registry'].url}/subjects/${topic}-value/versions/latest`);
  return ((await response.json()) as { id: number }).id;
}

/** Of the code that a function has. */
export async function codeHash(FunctionName: string): Promise<string | undefined> {
  return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).CodeSha256;
}
