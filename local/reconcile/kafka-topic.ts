import { randomUUID } from 'node:crypto';
import type kafkajs from 'kafkajs';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { chunk } from '../../lambdas/core/chunk.ts';
import '../event-source-mapping/poller/calm-kafkajs.ts';
import { toKafkaRecord } from '../event-source-mapping/poller/to-kafka-record.ts';
import type { KafkaHeader, KafkaRecord } from '../event-source-mapping/record.ts';
import { withAdmin } from '../services/kafka/with-admin.ts';
import { StartError } from '../start-error.ts';
import { countRecords, type NewRecord, type Ranges, type Topic } from './topic.ts';

/** No record for so long means that something is wrong. */
const stalledMs = 60_000;
/** A broker takes 1 MiB of one partition at once, and a request may go to a single one. */
const requestLimit = { items: 1000, bytes: 900_000 };

export function kafkaTopic(kafka: kafkajs.Kafka, { name, groupId }: Pick<Topic, 'name' | 'groupId'>): Topic {
  const ranges = async (): Promise<Ranges> => {
    const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(name));
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
  };
  return {
    name,
    groupId,
    ranges,
    async countUnderWay(ends) {
      const [group] = await withAdmin(kafka, (admin) => admin.fetchOffsets({ groupId, topics: [name] }));
      const committed = new Map(group?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      const left = [...ends].map(([partition, { low, high }]): [number, { low: number; high: number }] => [
        partition,
        { low: Math.max(low, committed.get(partition) ?? -1), high },
      ]);
      return countRecords(new Map(left));
    },
    scan: (wanted, take, signal) => scan(kafka, name, wanted, take, signal),
    publish: (records) => publish(kafka, name, records),
  };
}

type Take = (record: KafkaRecord) => Promise<void> | void;

/** In a group of its own, which commits nothing and is gone afterwards: the sink's group sees nothing of it. */
async function scan(kafka: kafkajs.Kafka, topic: string, wanted: Ranges, take: Take, signal: AbortSignal) {
  const ranges = new Map([...wanted].filter(([, { low, high }]) => low < high));
  if (ranges.size === 0) return;
  signal.throwIfAborted();
  const groupId = `users-reconcile-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await readRanges(consumer, topic, ranges, take, signal);
  } finally {
    await consumer.disconnect().catch(() => undefined);
    // It would go by itself after a week.
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

async function readRanges(
  consumer: kafkajs.Consumer,
  topic: string,
  ranges: Ranges,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const next = new Map([...ranges].map(([partition, { low }]) => [partition, low]));
  const done = Promise.withResolvers<void>();
  const stalled = setTimeout(() => done.reject(stalledError(topic, next, ranges)), stalledMs);
  const abort = () => done.reject(signal.reason);
  signal.addEventListener('abort', abort);
  // Whatever comes before it is awaited is kept for then.
  done.promise.catch(() => undefined);
  if (signal.aborted) abort();
  const isDone = (partition: number) => (next.get(partition) ?? 0) >= (ranges.get(partition)?.high ?? 0);
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error));
  try {
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, isStale, heartbeat }) => {
        const { partition } = batch;
        if (isStale()) return;
        const pause = () => consumer.pause([{ topic, partitions: [partition] }]);
        // One of which nothing is wanted, or nothing more.
        if (isDone(partition)) return pause();
        stalled.refresh();
        for (const message of within(batch.messages, next.get(partition), ranges.get(partition)?.high)) {
          if (signal.aborted) return;
          await take(toKafkaRecord(partition, message));
        }
        next.set(partition, Number(batch.lastOffset()) + 1);
        await heartbeat();
        if (isDone(partition)) pause();
        if ([...ranges.keys()].every(isDone)) done.resolve();
      },
    });
    for (const [partition, { low }] of ranges) consumer.seek({ topic, partition, offset: String(low) });
    await done.promise;
  } finally {
    clearTimeout(stalled);
    signal.removeEventListener('abort', abort);
  }
}

/** A fetch begins with the batch that its offset is in, and goes on behind the end. */
function within(messages: readonly KafkaMessage[], low = 0, high = 0): KafkaMessage[] {
  return messages.filter(({ offset }) => low <= Number(offset) && Number(offset) < high);
}

function stalledError(topic: string, next: ReadonlyMap<number, number>, ranges: Ranges): StartError {
  const left = [...ranges].find(([partition, { high }]) => (next.get(partition) ?? 0) < high);
  const place = left ? `${topic}-${left[0]}, offset ${next.get(left[0])} of ${left[1].high}` : topic;
  return new StartError(`Kafka gave no record of ${place} for ${stalledMs / 1000} s. See npm run logs -- kafka.`);
}

async function publish(kafka: kafkajs.Kafka, topic: string, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  try {
    await producer.connect();
    for (const some of chunk(records, ({ value }) => value?.length ?? 0, requestLimit)) {
      const messages = some.map(({ headers, ...record }) => ({ ...record, headers: toHeaders(headers) }));
      await producer.send({ topic, acks: -1, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

/** kafkajs writes no header without a value: it becomes an empty one. */
function toHeaders(headers: readonly KafkaHeader[]): IHeaders {
  const byName = Map.groupBy(headers, ([name]) => name);
  const values = [...byName].map(([name, own]) => [name, own.map(([, value]) => value ?? Buffer.alloc(0))]);
  return Object.fromEntries(values);
}
