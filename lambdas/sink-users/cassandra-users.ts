import driver from 'cassandra-driver';
import { cassandraProblem } from '../core/clients/cassandra-errors.ts';
import { storeNames } from '../core/metric-names.ts';
import type { User } from '../core/user.ts';
import type { UserChange } from './read-records.ts';
import type { UserStore } from './user-store.ts';

const { Long, Uuid } = driver.types;

/** In the order of the values of `insertValues`. */
const columns = [
  ...['id', 'first_name', 'last_name', 'gender', 'address', 'post_code', 'email', 'username'],
  ...['dob', 'registered_date', 'phone', 'picture'],
];

/**
 * The table `created_users` of the keyspace. The version is the write time of every cell, so that an older write
 * changes nothing, and an older deletion deletes nothing, in whatever order they come.
 */
export function cassandraUsers(client: driver.Client, keyspace: string): UserStore {
  const table = `${keyspace}.created_users`;
  const marks = columns.map(() => '?').join(', ');
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks}) USING TIMESTAMP ?`;
  const remove = `DELETE FROM ${table} USING TIMESTAMP ? WHERE id = ?`;
  const toQuery = ({ id, version, user }: UserChange) =>
    user === null
      ? { query: remove, params: [Long.fromNumber(version), Uuid.fromString(id)] }
      : { query: insert, params: [...insertValues(user), Long.fromNumber(version)] };
  return {
    name: storeNames.cassandra,
    // Keyspaces takes 30 statements in an unlogged batch, and Cassandra by default 50 KiB.
    chunk: { items: 30, bytes: 40 * 1024 },
    concurrency: 8,
    async write(changes) {
      const [first, ...others] = changes.map(toQuery);
      if (first === undefined) return;
      if (others.length === 0) await client.execute(first.query, first.params);
      else await client.batch([first, ...others], { logged: false });
    },
    isRefusal: (error) => cassandraProblem(error) === 'refused',
  };
}

function insertValues(user: User): unknown[] {
  return [
    Uuid.fromString(user.id),
    user.first_name,
    user.last_name,
    user.gender,
    user.address,
    user.post_code,
    user.email,
    user.username,
    new Date(user.dob),
    new Date(user.registered_date),
    user.phone,
    user.picture,
  ];
}
