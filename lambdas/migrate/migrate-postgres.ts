import type pg from 'pg';
import type { Migration } from './migrations.ts';

/** Held by whoever migrates, so that a second migration waits for the first; the number is drawn by lot. */
const advisoryLock = 7_203_418_855;

/**
 * Makes the migrations that the database has not had yet, in order, all or none.
 * @returns the numbers of those made now.
 */
export async function migratePostgres(pool: pg.Pool, migrations: readonly Migration[]): Promise<number[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLock]);
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migrations (
         number integer PRIMARY KEY, title text NOT NULL, made_at timestamptz NOT NULL DEFAULT now())`,
    );
    const { rows } = await client.query<{ number: number }>('SELECT number FROM schema_migrations');
    const made = new Set(rows.map(({ number }) => number));
    const missing = migrations.filter(({ number }) => !made.has(number));
    for (const { number, title, sql } of missing) {
      await client.query('INSERT INTO schema_migrations (number, title) VALUES ($1, $2)', [number, title]);
      await client.query(sql);
    }
    await client.query('COMMIT');
    return missing.map(({ number }) => number);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
