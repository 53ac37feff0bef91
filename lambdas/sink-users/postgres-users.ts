import type pg from 'pg';
import { postgresProblem } from '../core/clients/postgres-errors.ts';
import { storeNames } from '../core/metric-names.ts';
import type { User } from '../core/user.ts';
import type { UserChange } from './read-records.ts';
import type { UserStore } from './user-store.ts';

const types: Readonly<Record<keyof User | 'version', string>> = {
  ...{ id: 'uuid', first_name: 'text', last_name: 'text', gender: 'text', address: 'text', post_code: 'text' },
  ...{ email: 'text', username: 'text', dob: 'timestamptz', registered_date: 'timestamptz' },
  ...{ phone: 'text', picture: 'text', version: 'bigint' },
};
const columns = Object.keys(types) as (keyof typeof types)[];
const userColumns = columns.filter((column) => column !== 'version');

const upsert = `
  INSERT INTO created_users AS stored (${columns.join(', ')})
  SELECT * FROM unnest(${Object.values(types).map((type, index) => `$${index + 1}::${type}[]`)})
    AS given (${columns.join(', ')})
  WHERE NOT EXISTS (SELECT FROM deleted_users WHERE deleted_users.id = given.id AND deleted_users.version >= given.version)
  ON CONFLICT (id) DO UPDATE
  SET ${columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`)}
  WHERE stored.version <= excluded.version`;

/** Keeps the version of the deletion, because an older change may still come after it. */
const remove = `
  WITH given AS (SELECT * FROM unnest($1::uuid[], $2::bigint[]) AS given (id, version)),
    removed AS (
      DELETE FROM created_users USING given
      WHERE created_users.id = given.id AND created_users.version <= given.version
    )
  INSERT INTO deleted_users AS stored (id, version) SELECT id, version FROM given
  ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE stored.version < excluded.version`;

/** The table `created_users`; its column `version` decides which of two changes counts. */
export function postgresUsers(pool: Pick<pg.Pool, 'query'>): UserStore {
  return {
    name: storeNames.postgres,
    chunk: { items: 1000, bytes: 4 * 1024 * 1024 },
    concurrency: 2,
    async write(changes) {
      const kept = changes.filter(({ user }) => user !== null);
      const gone = changes.filter(({ user }) => user === null);
      // A statement with a name is parsed and planned once for each connection.
      if (kept.length > 0) await pool.query({ name: 'upsert-users', text: upsert, values: valuesByColumn(kept) });
      if (gone.length > 0) {
        const values = [gone.map(({ id }) => id), gone.map(({ version }) => version)];
        await pool.query({ name: 'remove-users', text: remove, values });
      }
    },
    isRefusal: (error) => postgresProblem(error) === 'refused',
  };
}

function valuesByColumn(changes: readonly UserChange[]): unknown[][] {
  const users = userColumns.map((column) => changes.map(({ user }) => user?.[column]));
  return [...users, changes.map(({ version }) => version)];
}
