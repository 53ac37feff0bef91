import { createRequire } from 'node:module';
import type { Cluster, Kafka } from 'kafkajs';
import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import { unknown } from '../../problem.ts';
import { clusterOf, type FetchingBroker } from './cluster.ts';
import { type FetchAsked, type FetchedPartition, fetchProtocol } from './fetch-protocol.ts';
import { committedRecords } from './record-batches.ts';

/** What a partition holds: from `low` on, and below `high`. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Offsets by partition. */
export type Positions = ReadonlyMap<number, number>;

/** Records of one partition that were read at once. */
export interface FetchedRecords {
  readonly partition: number;
  /** Every record from this offset on and before `next` is here; what compaction and transactions left out is not. */
  readonly first: number;
  readonly next: number;
  readonly records: readonly KafkaRecord[];
}

export interface FetchLimits {
  /** Of each partition; a broker gives at least one batch. */
  readonly partitionBytes: number;
  /** How long is waited for records at the ends, in milliseconds. @default - not at all */
  readonly waitMs?: number;
}

export interface TopicPartition {
  readonly partition: number;
  /** The broker's number; -1 while there is none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

const offsetOutOfRange = 1;
const staleLeaderCodes: readonly number[] = [3, 5, 6];
const totalBytes = 8 * 1024 * 1024;
const { createErrorFromCode } = createRequire(import.meta.url)('kafkajs/src/protocol/error.js') as {
  createErrorFromCode(code: number): Error;
};
/** Reads topics' records by their offsets: no group, no commits, nothing that stays behind. */
export class TopicLog {
  readonly #cluster: Cluster;

  private constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Its questions wait for each other: what follows a topic's end has a log of its own. */
  static async open(kafka: Kafka): Promise<TopicLog> {
    const cluster = clusterOf(kafka);
    await cluster.connect();
    return new TopicLog(cluster);
  }

  close(): Promise<void> {
    return (this.#cluster as Cluster & { disconnect(): Promise<void> }).disconnect();
  }

  /** Every topic's partitions as the cluster has them now. */
  async topics(): Promise<Map<string, TopicPartition[]>> {
    await this.#cluster.refreshMetadata();
    const { topicMetadata } = await this.#cluster.metadata();
    const topics = topicMetadata.map(({ topic, partitionMetadata }): [string, TopicPartition[]] => [
      topic,
      partitionMetadata
        .map(({ partitionId, leader, replicas, isr }) => ({ partition: partitionId, leader, replicas, inSync: isr }))
        .sort((one, other) => one.partition - other.partition),
    ]);
    return new Map(topics);
  }

  /** @throws ConsoleProblem when there is no such topic */
  async partitions(topic: string): Promise<number[]> {
    await this.#cluster.refreshMetadataIfNecessary();
    const known = () => this.#cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
    if (known().length === 0) await this.#cluster.refreshMetadata();
    if (known().length === 0) throw unknown(`The topic ${topic}`);
    return known().sort((one, other) => one - other);
  }

  /** Of all partitions of the topics, in two questions to each broker. */
  async bounds(topics: ReadonlyMap<string, readonly number[]>): Promise<Map<string, Map<number, Bounds>>> {
    const [lows, highs] = await Promise.all([this.#offsets(topics, true), this.#offsets(topics, false)]);
    return new Map(
      [...topics].map(([topic, partitions]) => [
        topic,
        new Map(
          partitions.map((partition) => {
            const high = highs.get(topic)?.get(partition) ?? 0;
            return [partition, { low: lows.get(topic)?.get(partition) ?? high, high }];
          }),
        ),
      ]),
    );
  }

  async boundsOf(topic: string): Promise<Map<number, Bounds>> {
    const bounds = await this.bounds(new Map([[topic, await this.partitions(topic)]]));
    return bounds.get(topic) ?? new Map();
  }

  /** Where each partition's first record of the time or later is; a partition without one is left out. */
  async positionsAt(topic: string, timestampMs: number): Promise<Map<number, number>> {
    const partitions = (await this.partitions(topic)).map((partition) => ({ partition }));
    const [found] = await this.#cluster.fetchTopicsOffset([{ topic, partitions, fromTimestamp: timestampMs }]);
    const positions = (found?.partitions ?? []).map((one): [number, number] => [one.partition, Number(one.offset)]);
    return new Map(positions.filter(([, offset]) => offset >= 0));
  }

  /** Reads a little of each partition from its position on. A position that is no longer there becomes the first that is. */
  async fetch(topic: string, positions: Positions, limits: FetchLimits): Promise<FetchedRecords[]> {
    const fetched = await this.#fetchOnce(topic, positions, limits);
    if (fetched.some(({ errorCode }) => staleLeaderCodes.includes(errorCode))) {
      await this.#cluster.refreshMetadata();
      return (await this.#fetchOnce(topic, positions, limits)).map((one) => recordsOf(one, positions));
    }
    if (!fetched.some(({ errorCode }) => errorCode === offsetOutOfRange)) {
      return fetched.map((one) => recordsOf(one, positions));
    }
    const bounds = await this.boundsOf(topic);
    return fetched.map((one) => {
      if (one.errorCode !== offsetOutOfRange) return recordsOf(one, positions);
      const position = positions.get(one.partition) ?? 0;
      const next = Math.max(position, bounds.get(one.partition)?.low ?? position);
      return { partition: one.partition, first: position, next, records: [] };
    });
  }

  async #fetchOnce(topic: string, positions: Positions, limits: FetchLimits): Promise<FetchedPartition[]> {
    await this.partitions(topic);
    const leaders = this.#cluster.findLeaderForPartitions(topic, [...positions.keys()]);
    const answers = Object.entries(leaders).map(async ([nodeId, partitions]) => {
      const asked: FetchAsked = {
        topic,
        partitions: partitions.map((partition) => ({
          partition,
          fetchOffset: String(positions.get(partition)),
          maxBytes: limits.partitionBytes,
        })),
        maxWaitTime: limits.waitMs ?? 0,
        minBytes: limits.waitMs === undefined ? 0 : 1,
        maxBytes: totalBytes,
      };
      const broker = (await this.#cluster.findBroker({ nodeId })) as FetchingBroker;
      return (await broker.connectionPool.send(fetchProtocol(asked))) as readonly FetchedPartition[];
    });
    return (await Promise.all(answers)).flat();
  }

  async #offsets(topics: ReadonlyMap<string, readonly number[]>, fromBeginning: boolean) {
    const asked = [...topics].map(([topic, partitions]) => ({
      topic,
      fromBeginning,
      partitions: partitions.map((partition) => ({ partition })),
    }));
    const answers = await this.#cluster.fetchTopicsOffset(asked);
    return new Map(
      answers.map(({ topic, partitions }) => [
        topic,
        new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)])),
      ]),
    );
  }
}

/** @throws Error for what the broker refuses */
function recordsOf({ partition, errorCode, batches, aborted }: FetchedPartition, positions: Positions): FetchedRecords {
  if (errorCode !== 0) throw createErrorFromCode(errorCode);
  const position = positions.get(partition) ?? 0;
  return {
    partition,
    first: Math.min(position, batches[0]?.firstOffset ?? position),
    next: batches.at(-1)?.nextOffset ?? position,
    records: committedRecords(batches, aborted),
  };
}
