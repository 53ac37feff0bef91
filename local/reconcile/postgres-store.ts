import type pg from 'pg';
import { type CanonicalUser, userFields } from './digest.ts';
import type { PostgresStore, StoredUser } from './stores.ts';

const pageRows = 5000;
const undefinedTable = '42P01';

const instants: readonly string[] = ['dob', 'registered_date'];

/** An instant as the milliseconds since 1970, with what PostgreSQL holds below them. */
const columns = userFields.map((field) =>
  instants.includes(field) ? `trim_scale(extract(epoch FROM ${field}) * 1000)::text AS ${field}` : field,
);
const select = `SELECT ${columns.join(', ')}, version::text AS version FROM created_users`;

type Row = Readonly<Record<string, string | null>>;

/** The tables `created_users`, `deleted_users` and, where it is there, `dead_letter_replays`. */
export function postgresStore(pool: Pick<pg.Pool, 'query'>): PostgresStore {
  /** By the primary key: no transaction stays open while others write. */
  async function* pages(query: string, signal: AbortSignal): AsyncGenerator<Row[]> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (let first = true; ; first = false) {
      signal.throwIfAborted();
      // The least id of all is a user's like any other.
      const text = `${query} WHERE id ${first ? '>=' : '>'} $1 ORDER BY id LIMIT ${pageRows}`;
      const { rows } = await pool.query<Row>(text, [after]);
      yield rows;
      if (rows.length < pageRows) return;
      after = rows.at(-1)?.id as string;
    }
  }
  return {
    async *scan(signal) {
      for await (const rows of pages(select, signal)) yield* rows.map(toStoredUser);
    },
    async *scanDeleted(signal) {
      for await (const rows of pages('SELECT id, version::text AS version FROM deleted_users', signal))
        yield* rows.map(({ id, version }) => ({ id: id as string, version: BigInt(version as string) }));
    },
    async find(ids) {
      const { rows } = await pool.query<Row>(`${select} WHERE id = ANY ($1::uuid[])`, [ids]);
      return rows.map(toStoredUser);
    },
    async findHandled(topic, places) {
      const given = [places.map(({ partition }) => partition), places.map(({ offset }) => offset)];
      try {
        const { rows } = await pool.query<{ partition: number; offset: string }>(
          `SELECT given.partition, given.position::text AS "offset"
           FROM unnest($2::integer[], $3::bigint[]) AS given (partition, position)
           WHERE EXISTS (
             SELECT FROM dead_letter_replays
             WHERE topic = $1 AND action IN ('replayed', 'discarded') AND record_partition = given.partition
               AND given.position >= record_offset AND given.position < record_offset + records
               -- Of several partitions only the first record's place is kept.
               AND (given.position = record_offset OR letter_id NOT LIKE '%+%'))`,
          [topic, ...given],
        );
        return rows.map(({ partition, offset }) => ({ partition, offset: Number(offset) }));
      } catch (error) {
        // A database from before the table: nothing was done with a letter yet.
        if ((error as { code?: string }).code === undefinedTable) return [];
        throw error;
      }
    },
  };
}

function toStoredUser({ version, ...user }: Row): StoredUser {
  return { user: user as CanonicalUser, version: BigInt(version as string) };
}
