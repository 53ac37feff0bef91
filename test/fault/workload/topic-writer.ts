import kafkajs, { type IHeaders, type Producer } from 'kafkajs';
import { chunk } from '../../../lambdas/core/chunk.ts';
import { replayHeaders } from '../../../lambdas/core/replay.ts';
import type { User } from '../../../lambdas/core/user.ts';
import { topic } from '../../../local/deployment/kafka-admin.ts';
import { bootstrapServers } from '../../../local/services/kafka/listeners.ts';
import { schemaRegistryUrl } from '../../../local/services/schema-registry/schema-registry.ts';
import { loopback } from '../../../local/services/service.ts';
import type { Settings } from '../../../local/settings.ts';
import { framed } from '../../support/schemas/framed.ts';

export interface OutgoingRecord {
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers?: IHeaders;
  /** Milliseconds since 1970. @default now */
  readonly timestampMs?: number;
  /** @default the one of its key */
  readonly partition?: number;
}

/** Where the broker has put a record, by its own answer. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
}

/** Brokers take no batch above 1 MiB. */
const batchLimit = { items: 10_000, bytes: 900_000 };

/** Writes to the real topic as the fetch function does, idempotently, and tells what the broker has acknowledged. */
export class TopicWriter {
  readonly schemaId: number;
  readonly #producer: Producer;
  readonly #partitionOf: (key: string) => number;

  private constructor(producer: Producer, schemaId: number, partitionOf: (key: string) => number) {
    this.#producer = producer;
    this.schemaId = schemaId;
    this.#partitionOf = partitionOf;
  }

  static async open(settings: Settings): Promise<TopicWriter> {
    const kafka = new kafkajs.Kafka({
      brokers: [bootstrapServers(settings).plaintext],
      logLevel: kafkajs.logLevel.NOTHING,
      // A broker that is killed is there again within a minute.
      retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 60 },
    });
    const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false, maxInFlightRequests: 1 });
    const admin = kafka.admin();
    await Promise.all([producer.connect(), admin.connect()]);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    await admin.disconnect();
    const partitionMetadata = topics[0]?.partitions ?? [];
    const partitioner = kafkajs.Partitioners.DefaultPartitioner();
    const partitionOf = (key: string) => partitioner({ topic, partitionMetadata, message: { key, value: null } });
    return new TopicWriter(producer, await currentSchemaId(settings), partitionOf);
  }

  partitionOf(key: string): number {
    return this.#partitionOf(key);
  }

  /** @returns their places, in their order; it waits for a broker that is away */
  async write(records: readonly OutgoingRecord[]): Promise<Place[]> {
    const places: Place[] = [];
    const bytesOf = ({ value }: OutgoingRecord) => value?.length ?? 0;
    for (const some of chunk(records, bytesOf, batchLimit)) places.push(...(await this.#append(some)));
    return places;
  }

  async #append(records: readonly OutgoingRecord[]): Promise<Place[]> {
    const now = Date.now();
    const messages = records.map(({ key, value, headers, timestampMs = now, partition }) => ({
      ...{ key, value, headers },
      timestamp: String(timestampMs),
      partition: partition ?? this.#partitionOf(key),
    }));
    const answers = await this.#producer.send({ topic, messages, acks: -1 });
    const next = new Map(answers.map((answer) => [answer.partition, Number(answer.baseOffset)]));
    const appended = new Map(answers.map((answer) => [answer.partition, Number(answer.logAppendTime ?? -1)]));
    return messages.map(({ partition, timestamp }) => {
      const offset = next.get(partition) ?? Number.NaN;
      next.set(partition, offset + 1);
      const appendedAt = appended.get(partition) ?? -1;
      return { partition, offset, timestampMs: appendedAt >= 0 ? appendedAt : Number(timestamp) };
    });
  }

  userRecord(user: User): OutgoingRecord {
    return { key: user.id, value: framed(this.schemaId, JSON.stringify(user)) };
  }

  close(): Promise<void> {
    return this.#producer.disconnect();
  }
}

/** The record as redrive publishes it: it counts as it stood first. */
export function replayed(record: OutgoingRecord, { partition, offset, timestampMs }: Place): OutgoingRecord {
  return { ...record, headers: replayHeaders({ partition, offset, timestampMs, count: 1 }) };
}

/** As the sink counts versions: microseconds, the last three digits of which are the offset's. */
export function versionOf({ timestampMs, offset }: Pick<Place, 'timestampMs' | 'offset'>): number {
  return timestampMs * 1000 + (offset % 1000);
}

async function currentSchemaId(settings: Settings): Promise<number> {
  const url = `${schemaRegistryUrl(settings, loopback)}/subjects/${topic}-value/versions/latest`;
  const response = await fetch(url);
  const { id } = (await response.json()) as { id?: number };
  if (id === undefined) throw new Error(`${url} answers ${response.status}: is the stack deployed?`);
  return id;
}
