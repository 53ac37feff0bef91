import driver from 'cassandra-driver';
import pg from 'pg';
import type { BenchStack } from '../../bench-stack.ts';
import type { StoreName } from '../contender.ts';

/** Which of these users a store has. */
export type Lookup = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

export interface Lookups extends Readonly<Record<StoreName, Lookup>> {
  /** Whether both stores have a row at all. */
  haveRows(): Promise<boolean>;
  close(): Promise<void>;
}

/** Asks both stores by primary key, on connections of its own. */
export async function openLookups(stack: BenchStack): Promise<Lookups> {
  const consistency = driver.types.consistencies.localQuorum;
  const cassandra = new driver.Client({ ...stack.cassandra(), queryOptions: { prepare: true, consistency } });
  const postgres = new pg.Client(await stack.postgres());
  // A connection that breaks fails the next question.
  postgres.on('error', () => undefined);
  await Promise.all([cassandra.connect(), postgres.connect()]);
  return {
    async cassandra(ids) {
      const answers = await Promise.all(
        ids.map((id) => cassandra.execute('SELECT id FROM spark_streams.created_users WHERE id = ?', [id])),
      );
      return new Set(answers.flatMap(({ rows }) => rows.map(({ id }) => String(id))));
    },
    async postgres(ids) {
      const text = 'SELECT id FROM created_users WHERE id = ANY($1::uuid[])';
      const { rows } = await postgres.query<{ id: string }>({ name: 'present', text, values: [ids] });
      return new Set(rows.map(({ id }) => id));
    },
    async haveRows() {
      const [one, other] = await Promise.all([
        cassandra.execute('SELECT id FROM spark_streams.created_users LIMIT 1'),
        postgres.query('SELECT id FROM created_users LIMIT 1'),
      ]);
      return one.rows.length > 0 && other.rows.length > 0;
    },
    async close() {
      await Promise.all([cassandra.shutdown(), postgres.end()]);
    },
  };
}
