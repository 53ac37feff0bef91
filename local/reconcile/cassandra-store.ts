import driver from 'cassandra-driver';
import { type CanonicalUser, userFields } from './digest.ts';
import type { Store, StoredUser } from './stores.ts';

const fetchSize = 2000;
const askedAtOnce = 100;

/** The table `created_users` of the keyspace, by what Keyspaces understands too: it has no COUNT and no aggregates. */
export function cassandraStore(client: driver.Client, keyspace: string): Store {
  // All cells of a row are written with one time, so that of one tells it of all.
  const select = `SELECT ${userFields.join(', ')}, WRITETIME(first_name) AS version FROM ${keyspace}.created_users`;
  const options = { prepare: true, fetchSize, consistency: driver.types.consistencies.localQuorum, isIdempotent: true };
  return {
    async *scan(signal) {
      const rows = await client.execute(select, [], options);
      for await (const row of rows) {
        signal.throwIfAborted();
        yield toStoredUser(row);
      }
    },
    async find(ids) {
      const found: StoredUser[] = [];
      for (let at = 0; at < ids.length; at += askedAtOnce) {
        const keys = ids.slice(at, at + askedAtOnce).map((id) => driver.types.Uuid.fromString(id));
        const asked = keys.map((key) => client.execute(`${select} WHERE id = ?`, [key], options));
        for (const { rows } of await Promise.all(asked)) found.push(...rows.map(toStoredUser));
      }
      return found;
    },
  };
}

function toStoredUser(row: driver.types.Row): StoredUser {
  const fields = userFields.map((field) => [field, asText(row[field])]);
  const version = row.version === null ? -1n : BigInt(row.version.toString());
  return { user: Object.fromEntries(fields) as CanonicalUser, version };
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? String(value.getTime()) : String(value);
}
