import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { groupPrefix } from './group-prefix.ts';
import type { OffsetRange } from './letter.ts';
import { PartitionScan } from './partition-scan.ts';
import { beginReading, isDone, keep, type Reading, untilRead } from './reading.ts';
import type { ReadTopic, RecordsRead } from './topic-records.ts';

/** Lends a reader of single records of the topic. It connects when it is first needed. */
export async function withTopicReader<Result>(
  kafka: Kafka,
  topic: string,
  work: (read: ReadTopic) => Promise<Result>,
): Promise<Result> {
  const reader = new TopicReader(kafka, topic);
  try {
    return await work((ranges, signal) => reader.read(ranges, signal));
  } finally {
    await reader.close();
  }
}

class TopicReader {
  readonly #kafka: Kafka;
  readonly #topic: string;
  #consumer: Consumer | undefined;
  #reading: Reading | undefined;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.#topic = topic;
  }

  async read(ranges: readonly OffsetRange[], signal: AbortSignal): Promise<RecordsRead> {
    const scans = await this.#scansOf(ranges);
    const reading = beginReading(scans);
    if (!isDone(reading)) {
      this.#reading = reading;
      if (this.#consumer) this.#aim(this.#consumer);
      else await this.#connect();
      await untilRead(reading, signal);
      this.#reading = undefined;
    }
    return {
      find: (partition, offset) => reading.records.find(partition, offset),
      lookedAt: ({ partition, last }) => scans.get(partition)?.isPast(last) ?? true,
      stopped: reading.stopped,
    };
  }

  async close(): Promise<void> {
    await this.#consumer?.disconnect();
  }

  async #scansOf(ranges: readonly OffsetRange[]): Promise<Map<number, PartitionScan>> {
    if (ranges.length === 0) return new Map();
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const offsets = await admin.fetchTopicOffsets(this.#topic);
      const scans = offsets.map(({ partition, low, high }): [number, PartitionScan] => {
        const own = ranges.filter((range) => range.partition === partition);
        return [partition, new PartitionScan(own, { low: Number(low), high: Number(high) })];
      });
      return new Map(scans);
    } finally {
      await admin.disconnect();
    }
  }

  async #connect(): Promise<void> {
    const consumer = this.#kafka.consumer({
      groupId: `${groupPrefix}${randomUUID()}`,
      allowAutoTopicCreation: false,
      // How long its end is waited for, too.
      maxWaitTimeInMs: 200,
    });
    this.#consumer = consumer;
    await consumer.connect();
    await consumer.subscribe({ topic: this.#topic, fromBeginning: true });
    // It may join later than it runs, and again after an error: positions are forgotten then.
    consumer.on(consumer.events.GROUP_JOIN, () => this.#aim(consumer));
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart && this.#reading) this.#reading.stopped ??= { why: `Kafka: ${error.message}`, late: false };
    });
    await consumer.run({ autoCommit: false, eachBatch: async (payload) => this.#take(consumer, payload) });
  }

  /** Has the consumer go on where each partition's next wanted record is. */
  #aim(consumer: Consumer): void {
    for (const [partition, { next }] of this.#reading?.scans ?? []) {
      if (next === undefined) continue;
      consumer.seek({ topic: this.#topic, partition, offset: String(next) });
      consumer.resume([{ topic: this.#topic, partitions: [partition] }]);
    }
  }

  /** Keeps what is wanted of a batch, and goes on where the next wanted record is. */
  #take(consumer: Consumer, { batch }: EachBatchPayload): void {
    const { topic, partition } = batch;
    const scan = this.#reading?.scans.get(partition);
    if (this.#reading && scan) keep(this.#reading, scan, batch);
    const next = this.#reading?.stopped === undefined ? scan?.next : undefined;
    if (next === undefined) consumer.pause([{ topic, partitions: [partition] }]);
    else if (next > Number(batch.lastOffset()) + 1) consumer.seek({ topic, partition, offset: String(next) });
  }
}
