import { migratePostgres } from '../../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { poolOn } from '../own-stores.ts';

const name = 'migrate_test';
const pool = poolOn(name);

beforeEach(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await pool.query(`CREATE SCHEMA ${name}`);
});

afterAll(async () => {
  await pool.query(`DROP SCHEMA ${name} CASCADE`).finally(() => pool.end());
});

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
