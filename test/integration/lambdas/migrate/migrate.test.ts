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

test('what the audit of dead letters has from before stays, and it takes the new word and no other', async () => {
  const insert = (action: string) =>
    pool.query(
      `INSERT INTO dead_letter_replays (letter_id, records, reason, action, replays, requested_by, request_id)
       VALUES ('users-0-1', 1, 'INVALID_RECORD', $1, 1, 'somebody', 'r')`,
      [action],
    );
  await migratePostgres(
    pool,
    migrations.filter(({ number }) => number < 6),
  );
  await insert('replayed');
  await expect(insert('discarded')).rejects.toThrow('dead_letter_replays_action_check');

  await migratePostgres(pool, migrations);
  await insert('discarded');

  await expect(insert('forgotten')).rejects.toThrow('dead_letter_replays_action_check');
  const { rows } = await pool.query('SELECT action FROM dead_letter_replays ORDER BY id');
  expect(rows).toEqual([{ action: 'replayed' }, { action: 'discarded' }]);
});
