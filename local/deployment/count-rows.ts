import type { Settings } from '../settings.ts';
import { cassandraClient, keyspace } from './cassandra-client.ts';
import { withDatabase } from './with-database.ts';

export interface StoredRows {
  readonly cassandra: number;
  readonly postgres: number;
}

export async function countRows(settings: Settings): Promise<StoredRows> {
  const [cassandra, postgres] = await Promise.all([countInCassandra(settings), countInPostgres(settings)]);
  return { cassandra, postgres };
}

/** Page by page over the keys: Keyspaces has no COUNT, and Cassandra's would time out over a million rows. */
async function countInCassandra(settings: Settings): Promise<number> {
  const client = cassandraClient(settings);
  try {
    let rows = 0;
    const keys = await client.execute(`SELECT id FROM ${keyspace}.created_users`, [], { prepare: true });
    for await (const _ of keys) rows++;
    return rows;
  } finally {
    await client.shutdown();
  }
}

function countInPostgres(settings: Settings): Promise<number> {
  return withDatabase(settings, async (client) => {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM created_users');
    return Number(rows[0]?.count);
  });
}
