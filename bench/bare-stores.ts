import driver from 'cassandra-driver';
import type pg from 'pg';

/** A user as a record has it. */
export type BareUser = Readonly<Record<string, string>>;

/** Stands before each value and names its schema. */
export const frameBytes = 5;

export const columns = [
  ...['id', 'first_name', 'last_name', 'gender', 'address', 'post_code', 'email', 'username'],
  ...['dob', 'registered_date', 'phone', 'picture'],
];
const types = [...Array(8).fill('text'), 'timestamptz', 'timestamptz', 'text', 'text'].with(0, 'uuid');
const rowsPerBatch = 30;
const batchesInFlight = 32;
const insertsInFlight = 256;
const rowsPerQuery = 1000;
/** Connections to PostgreSQL. */
export const connections = 2;

const insert = `
  INSERT INTO spark_streams.created_users (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
const upsert = `
  INSERT INTO created_users (${columns.join(', ')}, version)
  SELECT * FROM unnest(${[...types, 'bigint'].map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${columns.slice(1).map((column) => `${column} = excluded.${column}`)},
    version = excluded.version`;

export function decodeBareUser(value: Buffer | null): BareUser {
  return JSON.parse(String(value?.subarray(frameBytes))) as BareUser;
}

export function bareCassandra(options: driver.ClientOptions): driver.Client {
  const consistency = driver.types.consistencies.localQuorum;
  return new driver.Client({ ...options, queryOptions: { prepare: true, isIdempotent: true, consistency } });
}

/** As many rows a request as Keyspaces takes at once. */
export async function insertInBatches(client: driver.Client, users: readonly BareUser[]): Promise<void> {
  await inFlight(batchesInFlight, users, rowsPerBatch, async (some) => {
    const queries = some.map((user) => ({ query: insert, params: cassandraValues(user) }));
    await client.batch(queries, { logged: false });
  });
}

/** A row a request, as most programs do. */
export async function insertSingly(client: driver.Client, users: readonly BareUser[]): Promise<void> {
  await inFlight(insertsInFlight, users, 1, async ([user = {}]) => {
    await client.execute(insert, cassandraValues(user));
  });
}

/** Upserts in statements of many rows, side by side on the pool's connections. */
export async function upsertRows(pool: Pick<pg.Pool, 'query'>, users: readonly BareUser[]): Promise<void> {
  await inFlight(connections, users, rowsPerQuery, async (some) => {
    const values = [...columns.map((column) => some.map((user) => user[column])), some.map(() => 1)];
    await pool.query({ name: 'upsert', text: upsert, values });
  });
}

/** Works on so many users at once, so many times side by side, until all are done. */
async function inFlight(
  width: number,
  users: readonly BareUser[],
  atOnce: number,
  work: (some: readonly BareUser[]) => Promise<void>,
): Promise<void> {
  let next = 0;
  const goOn = async () => {
    for (let start = next; start < users.length; start = next) {
      next = start + atOnce;
      await work(users.slice(start, next));
    }
  };
  await Promise.all(Array.from({ length: width }, goOn));
}

function cassandraValues(user: BareUser): unknown[] {
  return columns.map((column) => {
    const value = user[column] ?? '';
    if (column === 'id') return driver.types.Uuid.fromString(value);
    return column === 'dob' || column === 'registered_date' ? new Date(value) : value;
  });
}
