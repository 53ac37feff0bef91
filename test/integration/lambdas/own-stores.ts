import type driver from 'cassandra-driver';
import pg from 'pg';
import { migratePostgres } from '../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../lambdas/migrate/migrations.ts';
import { eventually } from '../../support/eventually.ts';
import { ownDatabase } from '../../support/stores/own-database.ts';
import {
  cassandraClient,
  readCassandraUsers,
  readPostgresUsers,
  type StoredUser,
} from '../../support/stores/stores.ts';
import { createUsersTable } from '../../support/stores/users-table.ts';

export interface OwnStores {
  readonly cassandra: driver.Client;
  readonly postgres: pg.Pool;
  readonly keyspace: string;
  /** Every user of each store, by id. */
  read(): Promise<{ cassandra: Map<string, StoredUser>; postgres: Map<string, StoredUser> }>;
}

/** A pool whose tables are those of a schema of its own. */
export function poolOn(schema: string): pg.Pool {
  return new pg.Pool({
    ...ownDatabase(),
    max: 4,
    options: `-c search_path=${schema}`,
  });
}

/** Empty stores for one test file, in a keyspace and a schema of its own, gone after it. */
export function ownStores(name: string): OwnStores {
  const cassandra = cassandraClient();
  const postgres = poolOn(name);

  beforeAll(async () => {
    await drop();
    await postgres.query(`CREATE SCHEMA ${name}`);
    await Promise.all([migratePostgres(postgres, migrations), createUsersTable(cassandra, name)]);
  });

  afterAll(async () => {
    await drop().finally(() => Promise.all([cassandra.shutdown(), postgres.end()]));
  });

  async function drop(): Promise<void> {
    await postgres.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    // Of a keyspace that is not there nobody may say that it shall go.
    const keyspaces = 'SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?';
    // After a test that has killed Cassandra the driver finds it again when it next tries.
    const { rowLength } = await eventually(() => cassandra.execute(keyspaces, [name]), 60_000);
    if (rowLength > 0) await cassandra.execute(`DROP KEYSPACE ${name}`);
  }

  const read = async () => ({
    cassandra: await readCassandraUsers(cassandra, name),
    postgres: await readPostgresUsers(postgres),
  });
  return { cassandra, postgres, keyspace: name, read };
}
