import driver from 'cassandra-driver';
import type pg from 'pg';
import { type Connections, connections } from '../stack/stack.ts';

/** A user as a row of either store, with instants as ISO text, so that the two can be compared. */
export type StoredUser = Readonly<Record<string, string>>;

export function cassandraClient(connection: Connections['cassandra'] = connections().cassandra): driver.Client {
  const { contactPoints, port, localDataCenter, username, password } = connection;
  return new driver.Client({
    contactPoints,
    protocolOptions: { port },
    localDataCenter,
    credentials: { username, password },
    queryOptions: { consistency: driver.types.consistencies.localQuorum, fetchSize: 2000 },
  });
}

const columns =
  'id, first_name, last_name, gender, address, post_code, email, username, dob, registered_date, phone, picture';

/** Every user that Cassandra holds, by id. */
export async function readCassandraUsers(
  client: driver.Client,
  keyspace = 'spark_streams',
): Promise<Map<string, StoredUser>> {
  const users = new Map<string, StoredUser>();
  // Iterating goes from page to page by itself.
  const rows = await client.execute(`SELECT ${columns} FROM ${keyspace}.created_users`, [], { prepare: true });
  for await (const row of rows) {
    users.set(String(row.id), asText(Object.fromEntries(row.keys().map((key: string) => [key, row[key]]))));
  }
  return users;
}

/** Every user that PostgreSQL holds, by id. */
export async function readPostgresUsers(client: Pick<pg.Client, 'query'>): Promise<Map<string, StoredUser>> {
  const { rows } = await client.query<Record<string, unknown>>(`SELECT ${columns} FROM created_users`);
  return new Map(rows.map((row) => [String(row.id), asText(row)]));
}

function asText(row: Record<string, unknown>): StoredUser {
  const fields = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : String(value),
  ]);
  return Object.fromEntries(fields);
}
