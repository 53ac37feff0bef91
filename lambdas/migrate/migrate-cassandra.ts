import { setTimeout as wait } from 'node:timers/promises';
import driver from 'cassandra-driver';
import { DeadlineError } from '../core/errors.ts';

const tableName = 'created_users';
const waitMs = 60_000;
const lookEveryMs = 500;

/**
 * Creates the keyspace and its table where they are missing. On AWS the stack has made both already: there nothing is
 * left to do. Definitions are not prepared, which Keyspaces refuses.
 */
export async function migrateCassandra(client: driver.Client, keyspace: string): Promise<void> {
  if (
    !(await exists(client, 'SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?', [keyspace]))
  ) {
    await define(client, createKeyspace(keyspace));
  }
  if (!(await tableExists(client, keyspace))) await define(client, createTable(keyspace));
  // Keyspaces makes tables in the background.
  const deadline = Date.now() + waitMs;
  while (!(await tableExists(client, keyspace))) {
    if (Date.now() > deadline)
      throw new DeadlineError(`${keyspace}.${tableName} is not there after ${waitMs / 1000} s.`);
    await wait(lookEveryMs);
  }
  await enableTimestamps(client, keyspace);
}

/** Rows carry the version of their record: USING TIMESTAMP. Keyspaces takes it when the table allows it, Cassandra always. */
async function enableTimestamps(client: driver.Client, keyspace: string): Promise<void> {
  const properties =
    'SELECT custom_properties FROM system_schema_mcs.tables WHERE keyspace_name = ? AND table_name = ?';
  try {
    const { rows } = await client.execute(properties, [keyspace, tableName]);
    if (/^enabled$/i.test(rows[0]?.custom_properties?.client_side_timestamps?.status)) return;
  } catch (error) {
    if (error instanceof driver.errors.ResponseError && error.code === driver.types.responseErrorCodes.invalid) return;
    throw error;
  }
  const enabled = "{'client_side_timestamps': {'status': 'enabled'}}";
  await define(client, `ALTER TABLE ${keyspace}.${tableName} WITH CUSTOM_PROPERTIES = ${enabled}`);
}

function tableExists(client: driver.Client, keyspace: string): Promise<boolean> {
  const tables = 'SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?';
  return exists(client, tables, [keyspace, tableName]);
}

async function exists(client: driver.Client, query: string, params: string[]): Promise<boolean> {
  const { rowLength } = await client.execute(query, params);
  return rowLength > 0;
}

async function define(client: driver.Client, statement: string): Promise<void> {
  await client.execute(statement, [], { prepare: false });
}

function createKeyspace(keyspace: string): string {
  return `CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`;
}

function createTable(keyspace: string): string {
  return `CREATE TABLE IF NOT EXISTS ${keyspace}.${tableName} (
    id uuid PRIMARY KEY,
    first_name text,
    last_name text,
    gender text,
    address text,
    post_code text,
    email text,
    username text,
    dob timestamp,
    registered_date timestamp,
    phone text,
    picture text
  )`;
}
