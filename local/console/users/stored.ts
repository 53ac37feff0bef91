import type cassandra from 'cassandra-driver';
import driver from 'cassandra-driver';
import type pg from 'pg';
import type { User } from '../../../lambdas/core/user.ts';
import { keyspace } from '../../deployment/cassandra-client.ts';
import { cassandraStore } from '../../reconcile/cassandra-store.ts';
import { userFields } from '../../reconcile/digest.ts';
import { postgresStore } from '../../reconcile/postgres-store.ts';
import type { StoredUser } from '../../reconcile/stores.ts';

/** A row of Cassandra, where every cell has a time of its own: that of all of them, unless somebody wrote by hand. */
export interface CassandraRow extends StoredUser {
  readonly written: Readonly<Partial<Record<keyof User, bigint>>>;
}

const cells = userFields.filter((field) => field !== 'id');
const writeTimes = `SELECT ${cells.map((field) => `WRITETIME(${field}) AS ${field}`).join(', ')} FROM ${keyspace}.created_users WHERE id = ?`;

/** @returns null where there is no row */
export async function readCassandra(client: cassandra.Client, id: string): Promise<CassandraRow | null> {
  const [[row], times] = await Promise.all([
    cassandraStore(client, keyspace).find([id]),
    client.execute(writeTimes, [driver.types.Uuid.fromString(id)], { prepare: true }),
  ]);
  if (row === undefined) return null;
  const first = times.rows[0];
  const written = cells.map((field) => [field, first?.[field]]).filter(([, time]) => time);
  return { ...row, written: Object.fromEntries(written.map(([field, time]) => [field, BigInt(String(time))])) };
}

/** What PostgreSQL has of a user. */
export interface PostgresRow {
  readonly row: StoredUser | null;
  /** The version of the user's deletion. */
  readonly deleted: bigint | null;
}

export async function readPostgres(pool: Pick<pg.Pool, 'query'>, id: string): Promise<PostgresRow> {
  const [[row = null], deleted] = await Promise.all([
    postgresStore(pool).find([id]),
    pool.query<{ version: string }>('SELECT version::text AS version FROM deleted_users WHERE id = $1', [id]),
  ]);
  const version = deleted.rows[0]?.version;
  return { row, deleted: version === undefined ? null : BigInt(version) };
}
