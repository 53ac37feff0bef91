import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import kafkajs, { type EachBatchPayload } from 'kafkajs';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BareUser, bareCassandra, columns, decodeBareUser, insertInBatches } from '../../bare-stores.ts';
import { cassandraOptions } from '../../cassandra-options.ts';
import type { StoreName } from '../contender.ts';
import { openNodePeer } from '../node-peer.ts';
import { type Places, postgresOptions } from '../places.ts';

// Writes the users of the topic to one store alone: they are in its memory before its time begins.
interface Told extends Places {
  readonly store: StoreName;
  readonly users: number;
}

const rowsPerChunk = 500;

async function readAll({ bootstrapServers, topic, users }: Told): Promise<BareUser[]> {
  const kafka = new kafkajs.Kafka({ brokers: [bootstrapServers], logLevel: kafkajs.logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `floor-${randomUUID()}` });
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const all: BareUser[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  const eachBatch = async ({ batch }: EachBatchPayload) => {
    for (const { value } of batch.messages) all.push(decodeBareUser(value));
    if (all.length >= users) resolve();
  };
  await consumer.run({ autoCommit: false, eachBatch });
  await done.finally(() => consumer.disconnect());
  return all;
}

async function toCassandra(told: Told, users: readonly BareUser[]): Promise<void> {
  const client = bareCassandra(cassandraOptions(told.cassandra.port, told.cassandra));
  await insertInBatches(client, users).finally(() => client.shutdown());
}

async function toPostgres(told: Told, users: readonly BareUser[]): Promise<void> {
  const client = new pg.Client(postgresOptions(told));
  await client.connect();
  try {
    const copy = client.query(copyFrom(`COPY created_users (${columns.join(', ')}, version) FROM STDIN`));
    for (let start = 0; start < users.length; start += rowsPerChunk) {
      const lines = users.slice(start, start + rowsPerChunk).map(copyLine);
      if (!copy.write(lines.join(''))) await once(copy, 'drain');
    }
    copy.end();
    await once(copy, 'finish');
  } finally {
    await client.end();
  }
}

function copyLine(user: BareUser): string {
  const values = columns.map((column) =>
    (user[column] ?? '').replaceAll(/[\\\t\n\r]/g, (character) => `\\${character}`),
  );
  return `${values.join('\t')}\t1\n`;
}

const peer = await openNodePeer();
const told = peer.places as Told;
const users = await readAll(told);
await peer.untilBegin();
await (told.store === 'cassandra' ? toCassandra(told, users) : toPostgres(told, users));
peer.say('done');
await peer.untilEnd();
