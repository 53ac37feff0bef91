import { randomUUID } from 'node:crypto';
import type driver from 'cassandra-driver';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import pg from 'pg';
import {
  bareCassandra,
  connections,
  decodeBareUser,
  insertInBatches,
  insertSingly,
  upsertRows,
} from './bare-stores.ts';
import type { BenchStack } from './bench-stack.ts';

/** How the loop writes to Cassandra: a row a request, as most programs do, or as many as Keyspaces takes at once. */
export type BareInserts = 'single' | 'batched';

/** Where the loop reads and writes. */
export interface BareSinkPlaces {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly cassandra: driver.ClientOptions;
  readonly postgres: pg.PoolConfig;
}

export interface BareSinkOptions {
  readonly inserts: BareInserts;
  readonly fromBeginning: boolean;
  /** Is told how many records were stored and committed. */
  readonly onStored?: (records: number) => void;
}

/** A loop that goes on until it is closed. */
export interface BareSink {
  /** Rejects when the loop ends by an error. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * What a program without Lambda, mapping, validation, versions or retries reaches: a kafkajs consumer and the two
 * drivers at their best settings, in this process. @returns seconds from connecting to the last commit.
 */
export async function runBareSink(stack: BenchStack, users: number, inserts: BareInserts): Promise<number> {
  const { kafka, topic } = stack;
  const places = { kafka, topic, cassandra: stack.cassandra(), postgres: await stack.postgres() };
  const begun = performance.now();
  const { promise: done, resolve } = Promise.withResolvers<void>();
  let stored = 0;
  const onStored = (records: number) => {
    stored += records;
    if (stored >= users) resolve();
  };
  const sink = await openBareSink(places, { inserts, fromBeginning: true, onStored });
  try {
    await Promise.race([done, sink.failed]);
    return (performance.now() - begun) / 1000;
  } finally {
    await sink.close();
  }
}

export async function openBareSink(places: BareSinkPlaces, options: BareSinkOptions): Promise<BareSink> {
  const toCassandra = options.inserts === 'single' ? insertSingly : insertInBatches;
  const cassandra = bareCassandra(places.cassandra);
  const postgres = new pg.Pool({ ...places.postgres, max: connections });
  const consumer = places.kafka.consumer({ groupId: `bare-${randomUUID()}`, maxBytesPerPartition: 1024 * 1024 });
  const close = async () => {
    await consumer.disconnect();
    await Promise.all([cassandra.shutdown(), postgres.end()]);
  };
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting for it yet.
  failed.catch(() => undefined);
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: places.topic, fromBeginning: options.fromBeginning });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const eachBatch = async ({ batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload) => {
      const users = batch.messages.map(({ value }) => decodeBareUser(value));
      await Promise.all([toCassandra(cassandra, users), upsertRows(postgres, users)]);
      resolveOffset(batch.lastOffset());
      await commitOffsetsIfNecessary();
      options.onStored?.(users.length);
    };
    await consumer.run({ autoCommit: true, partitionsConsumedConcurrently: 2, eachBatch });
    return { failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}
