import { migrateCassandra } from '../../../../lambdas/migrate/migrate-cassandra.ts';
import { migratePostgres } from '../../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { eventually } from '../../../support/eventually.ts';
import { cassandraClient } from '../../../support/stores.ts';
import { poolOn } from '../own-stores.ts';

const name = 'migrate_test';
const pool = poolOn(name);
const cassandra = cassandraClient();

beforeEach(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await pool.query(`CREATE SCHEMA ${name}`);
});

afterAll(async () => {
  await drop().finally(() => Promise.all([pool.end(), cassandra.shutdown()]));
});

async function drop(): Promise<void> {
  await pool.query(`DROP SCHEMA ${name} CASCADE`);
  // Cassandra remembers for two seconds what a role may do: of two that create at once, one may ask too early.
  await eventually(() => cassandra.execute(`DROP KEYSPACE ${name}`), 20_000);
}

test('a second migration has nothing left to do', async () => {
  await expect(migratePostgres(pool, migrations)).resolves.toEqual(migrations.map(({ number }) => number));
  await expect(migratePostgres(pool, migrations)).resolves.toEqual([]);
});

test('two migrations at once make each step once', async () => {
  const both = await Promise.all([migratePostgres(pool, migrations), migratePostgres(pool, migrations)]);

  expect(both.flat().sort()).toEqual(migrations.map(({ number }) => number));
});

test('a step that fails takes back those before it', async () => {
  const broken = { number: 99, title: 'broken', sql: 'SELECT nonsense' };

  await expect(migratePostgres(pool, [...migrations, broken])).rejects.toThrow('nonsense');

  const { rows } = await pool.query('SELECT tablename FROM pg_tables WHERE schemaname = $1', [name]);
  expect(rows).toEqual([]);
});

test('keyspace and table are made once, by whoever comes first', async () => {
  await Promise.all([migrateCassandra(cassandra, name), migrateCassandra(cassandra, name)]);
  await migrateCassandra(cassandra, name);

  const { rows } = await cassandra.execute('SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?', [
    name,
  ]);
  expect(rows.map(({ table_name }) => table_name)).toEqual(['created_users']);
});

test('a table that was made without them is given the timestamps of records', async () => {
  await cassandra.execute(`DROP TABLE ${name}.created_users`);
  await cassandra.execute(`CREATE TABLE ${name}.created_users (id uuid PRIMARY KEY)`);
  const insert = `INSERT INTO ${name}.created_users (id) VALUES (uuid()) USING TIMESTAMP 1`;
  await expect(cassandra.execute(insert)).rejects.toThrow('Client-side timestamps are not enabled');

  await migrateCassandra(cassandra, name);

  await expect(cassandra.execute(insert)).resolves.toBeDefined();
});
