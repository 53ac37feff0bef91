import kafkajs, { type Admin, type Consumer, type EachBatchPayload, type PartitionAssigner } from 'kafkajs';
import { problemOf } from '../access/connection-problem.ts';
import type { KafkaAccess } from '../access/kafka-access.ts';
import { brokerAnswer } from '../access/kafka-error.ts';
import { MappingProblem } from '../mapping-problem.ts';
import type { FetchedRecords, KafkaHandlers, KafkaSource, OffsetRange } from './kafka-source.ts';
import { toKafkaRecord } from './to-kafka-record.ts';

const { Kafka, logLevel, PartitionAssigners } = kafkajs;

export interface KafkajsSourceOptions {
  readonly access: KafkaAccess;
  readonly topic: string;
  readonly groupId: string;
  /** Where to go on when the group's offset is no longer in the topic. */
  readonly fallbackToEarliest: boolean;
  readonly fetchBytesPerPartition: number;
  readonly log: (line: string) => void;
}

// Commits and resumed partitions wait for the fetch under way, because a broker answers one request after the other.
const fetchWaitMs = 100;
// A broker that goes silent is noticed after this and five retries. Fetching and joining have longer limits of their own.
const requestTimeoutMs = 5000;
const metadataMaxAgeMs = 10_000;
// A program that was killed keeps its partitions for so long, and the next one waits for them.
const sessionTimeoutMs = 10_000;

/** The port to Kafka by kafkajs. It only moves records on, so that its heartbeats never wait for a function. */
export class KafkajsSource implements KafkaSource {
  readonly failed: Promise<never>;
  readonly #options: KafkajsSourceOptions;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  #handlers: KafkaHandlers | undefined;
  #fail: (error: Error) => void = () => undefined;
  /** Commits once; the consumer's own commit would try again after a rebalance, maybe for a lost partition. */
  #commitOnce: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;

  constructor(options: KafkajsSourceOptions) {
    this.#options = options;
    this.failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
    const kafka = new Kafka({
      clientId: 'event-source-mapping',
      ...options.access,
      brokers: [...options.access.brokers],
      connectionTimeout: 3000,
      requestTimeout: requestTimeoutMs,
      // A consumer that fails for longer is built anew by the worker, which waits longer and says why.
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 5, restartOnFailure: async () => false },
      logLevel: logLevel.ERROR,
      logCreator: () => (entry) => this.#logReset(entry.log),
    });
    this.#admin = kafka.admin();
    this.#consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [this.#assigner()],
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: fetchWaitMs,
      maxBytesPerPartition: options.fetchBytesPerPartition,
      metadataMaxAge: metadataMaxAgeMs,
      sessionTimeout: sessionTimeoutMs,
    });
  }

  async start(handlers: KafkaHandlers): Promise<void> {
    this.#handlers = handlers;
    const { topic, fallbackToEarliest } = this.#options;
    const { GROUP_JOIN, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      handlers.assigned(payload.memberId, payload.memberAssignment[topic] ?? []);
    });
    this.#consumer.on(CRASH, ({ payload }) => this.#fail(problemOf(payload.error) ?? payload.error));

    await inAwsWords(this.#admin.connect());
    await inAwsWords(this.#consumer.connect());
    await inAwsWords(this.#consumer.subscribe({ topic, fromBeginning: fallbackToEarliest })).catch((cause: unknown) => {
      if (brokerAnswer(cause)?.type !== 'UNKNOWN_TOPIC_OR_PARTITION') throw cause;
      throw new MappingProblem('ESM_CONFIG_NOT_VALID', `The topic ${topic} does not exist in the cluster`, { cause });
    });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => this.#take(payload),
    });
  }

  seek(partition: number, offset: number): void {
    this.#consumer.seek({ topic: this.#options.topic, partition, offset: String(offset) });
  }

  pause(partition: number): void {
    this.#consumer.pause([{ topic: this.#options.topic, partitions: [partition] }]);
  }

  resume(partition: number): void {
    this.#consumer.resume([{ topic: this.#options.topic, partitions: [partition] }]);
  }

  async commit(offsets: ReadonlyMap<number, number>): Promise<void> {
    const { topic } = this.#options;
    const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset) }));
    if (this.#commitOnce) {
      await this.#commitOnce({ topics: [{ topic, partitions }] });
    } else {
      // Nothing was fetched yet: these are first positions, the same whoever commits them.
      await this.#consumer.commitOffsets(partitions.map((one) => ({ topic, ...one })));
    }
  }

  async committedOffsets(): Promise<Map<number, number>> {
    const { topic, groupId } = this.#options;
    const [fetched] = await inAwsWords(this.#admin.fetchOffsets({ groupId, topics: [topic] }));
    const committed = (fetched?.partitions ?? []).filter(({ offset }) => Number(offset) >= 0);
    return new Map(committed.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async offsetRanges(): Promise<Map<number, OffsetRange>> {
    const offsets = await inAwsWords(this.#admin.fetchTopicOffsets(this.#options.topic));
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
  }

  async offsetsAt(timestampMs: number): Promise<Map<number, number>> {
    const offsets = await inAwsWords(this.#admin.fetchTopicOffsetsByTimestamp(this.#options.topic, timestampMs));
    return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async stop(): Promise<void> {
    await Promise.allSettled([this.#consumer.disconnect(), this.#admin.disconnect()]);
  }

  #take({ batch, isStale, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload): void {
    this.#commitOnce = commitOffsetsIfNecessary;
    // A seek that is not carried out yet makes what was fetched before it void.
    if (isStale() || batch.messages.length === 0) return;
    const last = Number(batch.lastOffset());
    const fetched: FetchedRecords = {
      partition: batch.partition,
      records: batch.messages.map((message) => toKafkaRecord(batch.partition, message)),
      nextOffset: last + 1,
    };
    resolveOffset(String(last));
    this.#handlers?.fetched(fetched);
  }

  /** kafkajs tells of no rebalance before all of its causes, but it asks the assigner at the start of each. */
  #assigner(): PartitionAssigner {
    return (config) => {
      const assigner = PartitionAssigners.roundRobin(config);
      return {
        ...assigner,
        protocol: (subscription) => {
          this.#handlers?.joining();
          return assigner.protocol(subscription);
        },
      };
    };
  }

  #logReset({ message, ...details }: { message: string; partition?: number }): void {
    if (!message.startsWith('Offset out of range')) return;
    const goOn = this.#options.fallbackToEarliest ? 'the oldest record' : 'the end';
    this.#options.log(`partition ${details.partition}: records at the group's offset are gone; going on at ${goOn}`);
  }
}

async function inAwsWords<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    throw problemOf(error) ?? error;
  }
}
