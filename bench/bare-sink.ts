import { randomUUID } from 'node:crypto';
import driver from 'cassandra-driver';
import type { EachBatchPayload } from 'kafkajs';
import pg from 'pg';
import type { BenchStack } from './bench-stack.ts';

const columns = [
  ...['id', 'first_name', 'last_name', 'gender', 'address', 'post_code', 'email', 'username'],
  ...['dob', 'registered_date', 'phone', 'picture'],
];
const types = [...Array(8).fill('text'), 'timestamptz', 'timestamptz', 'text', 'text'].with(0, 'uuid');
const rowsPerQuery = 1000;
const rowsPerBatch = 30;
const batchesInFlight = 32;
const insertsInFlight = 256;
/** Stands before each value and names its schema. */
const frameBytes = 5;

/** How the loop writes to Cassandra: a row a request, as most programs do, or as many as Keyspaces takes at once. */
export type BareInserts = 'single' | 'batched';

type User = Record<string, string>;

const insert = `
  INSERT INTO spark_streams.created_users (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
const upsert = `
  INSERT INTO created_users (${columns.join(', ')}, version)
  SELECT * FROM unnest(${[...types, 'bigint'].map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${columns.slice(1).map((column) => `${column} = excluded.${column}`)},
    version = excluded.version`;

/**
 * What a program without Lambda, mapping, validation, versions or retries reaches: a kafkajs consumer and the two
 * drivers at their best settings, in this process. @returns seconds from connecting to the last commit.
 */
export async function runBareSink(stack: BenchStack, users: number, inserts: BareInserts): Promise<number> {
  const toCassandra = inserts === 'single' ? insertSingly : insertInBatches;
  const cassandra = new driver.Client({
    ...stack.cassandra(),
    queryOptions: { prepare: true, isIdempotent: true, consistency: driver.types.consistencies.localQuorum },
  });
  const postgres = new pg.Pool({ ...(await stack.postgres()), max: 2 });
  const begun = performance.now();
  const consumer = stack.kafka.consumer({ groupId: `bare-${randomUUID()}`, maxBytesPerPartition: 1024 * 1024 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: stack.topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      let stored = 0;
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachBatch = async ({ batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload) => {
        const parsed = batch.messages.map(({ value }) => JSON.parse(String(value?.subarray(frameBytes))) as User);
        await Promise.all([toCassandra(cassandra, parsed), toPostgres(postgres, parsed)]);
        resolveOffset(batch.lastOffset());
        await commitOffsetsIfNecessary();
        stored += parsed.length;
        if (stored >= users) resolve();
      };
      consumer.run({ autoCommit: true, partitionsConsumedConcurrently: 2, eachBatch }).catch(reject);
    });
    return (performance.now() - begun) / 1000;
  } finally {
    await consumer.disconnect();
    await Promise.all([cassandra.shutdown(), postgres.end()]);
  }
}

async function insertInBatches(client: driver.Client, users: readonly User[]): Promise<void> {
  await inFlight(batchesInFlight, users, rowsPerBatch, async (some) => {
    const queries = some.map((user) => ({ query: insert, params: cassandraValues(user) }));
    await client.batch(queries, { logged: false });
  });
}

async function insertSingly(client: driver.Client, users: readonly User[]): Promise<void> {
  await inFlight(insertsInFlight, users, 1, async ([user = {}]) => {
    await client.execute(insert, cassandraValues(user));
  });
}

/** Works on so many users at once, so many times side by side, until all are done. */
async function inFlight(
  width: number,
  users: readonly User[],
  atOnce: number,
  work: (some: readonly User[]) => Promise<void>,
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

function cassandraValues(user: User): unknown[] {
  return columns.map((column) => {
    const value = user[column] ?? '';
    if (column === 'id') return driver.types.Uuid.fromString(value);
    return column === 'dob' || column === 'registered_date' ? new Date(value) : value;
  });
}

async function toPostgres(pool: pg.Pool, users: readonly User[]): Promise<void> {
  const chunks: User[][] = [];
  for (let start = 0; start < users.length; start += rowsPerQuery)
    chunks.push(users.slice(start, start + rowsPerQuery));
  await Promise.all(
    chunks.map((chunk) => {
      const values = [...columns.map((column) => chunk.map((user) => user[column])), chunk.map(() => 1)];
      return pool.query({ name: 'upsert', text: upsert, values });
    }),
  );
}
