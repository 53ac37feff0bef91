import driver from 'cassandra-driver';
import pg from 'pg';
import { type User, userSchema } from '../../../lambdas/core/user.ts';
import { masterLogin } from '../../../local/deployment/database.ts';
import { localDataCenter } from '../../../local/services/cassandra/cassandra-login.ts';
import { readCredentials } from '../../../local/services/credentials.ts';
import { loopback } from '../../../local/services/service.ts';
import type { Settings } from '../../../local/settings.ts';

/** A row of either store, in the words of the topic. */
export interface StoredRow {
  readonly version: number;
  readonly user: User;
}

export type StoredRows = ReadonlyMap<string, StoredRow>;

export const storeNames = ['Cassandra', 'PostgreSQL'] as const;
export type StoreName = (typeof storeNames)[number];

const columns = Object.keys(userSchema.shape) as (keyof User)[];
const readTimeoutMs = 10_000;
const chunk = 50;

/** Reads the users of both stores by their ids; each question connects anew, for a store may have been away. */
export function storedUsers(settings: Settings) {
  return {
    read: (store: StoreName, ids: readonly string[]): Promise<StoredRows> =>
      store === 'Cassandra' ? readCassandra(settings, ids) : readPostgres(settings, ids),
  };
}

async function readCassandra({ ports, stateDir }: Settings, ids: readonly string[]): Promise<StoredRows> {
  const client = new driver.Client({
    contactPoints: [loopback],
    protocolOptions: { port: ports.cassandra },
    localDataCenter,
    credentials: readCredentials(stateDir).cassandra,
    socketOptions: { connectTimeout: readTimeoutMs, readTimeout: readTimeoutMs },
    queryOptions: { consistency: driver.types.consistencies.localQuorum, prepare: true },
  });
  // The version is the write time of every cell.
  const query = `SELECT ${columns.join(', ')}, writetime(first_name) AS version FROM spark_streams.created_users WHERE id IN ?`;
  try {
    const rows: driver.types.Row[] = [];
    for (let from = 0; from < ids.length; from += chunk) {
      rows.push(...(await client.execute(query, [ids.slice(from, from + chunk)])).rows);
    }
    return asRows(rows.map((row) => ({ ...Object.fromEntries(row.keys().map((key) => [key, row[key]])) })));
  } finally {
    await client.shutdown();
  }
}

async function readPostgres(settings: Settings, ids: readonly string[]): Promise<StoredRows> {
  const login = await masterLogin(settings);
  const client = new pg.Client({ ...login, connectionTimeoutMillis: readTimeoutMs, query_timeout: readTimeoutMs });
  // A connection that breaks rejects its query too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const text = `SELECT ${columns.join(', ')}, version FROM created_users WHERE id = ANY($1::uuid[])`;
    return asRows((await client.query(text, [ids])).rows);
  } finally {
    await client.end();
  }
}

function asRows(rows: readonly Record<string, unknown>[]): StoredRows {
  return new Map(
    rows.map(({ version, ...fields }) => {
      const user = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asText(value)])) as User;
      return [user.id, { version: Number(version), user }];
    }),
  );
}

function asText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
