import type driver from 'cassandra-driver';
import type pg from 'pg';
import type { Settings } from '../settings.ts';
import { cassandraClient, keyspace } from './cassandra-client.ts';
import { withDatabase } from './with-database.ts';

export interface StoredRows {
  readonly cassandra: number;
  readonly postgres: number;
}

export async function countRows(settings: Settings): Promise<StoredRows> {
  const client = cassandraClient(settings);
  try {
    const [cassandra, postgres] = await Promise.all([
      countInCassandra(client),
      withDatabase(settings, countInPostgres),
    ]);
    return { cassandra, postgres };
  } finally {
    await client.shutdown();
  }
}

/** Page by page over the keys: Keyspaces has no COUNT, and Cassandra's would time out over a million rows. */
export async function countInCassandra(client: driver.Client, signal?: AbortSignal): Promise<number> {
  let rows = 0;
  const keys = await client.execute(`SELECT id FROM ${keyspace}.created_users`, [], { prepare: true });
  for await (const _ of keys) {
    signal?.throwIfAborted();
    rows++;
  }
  return rows;
}

export async function countInPostgres(database: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM created_users');
  return Number(rows[0]?.count);
}
