import { createRequire } from 'node:module';
import { ByteReader } from '../../../event-source-mapping/schema-registry/byte-reader.ts';
import { type AbortedTransaction, type RecordBatch, readBatches } from './record-batches.ts';

export interface FetchedPartition {
  readonly partition: number;
  /** Kafka's; 0 is none. */
  readonly errorCode: number;
  /** Those that begin in what was read or reach into it. */
  readonly aborted: readonly AbortedTransaction[];
  readonly batches: readonly RecordBatch[];
}

/** Of one topic. */
export interface FetchAsked {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    readonly fetchOffset: string;
    readonly maxBytes: number;
  }[];
  /** How long records are waited for at an end, in milliseconds. */
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
}

const { protocol } = createRequire(import.meta.url)('kafkajs/src/protocol/requests/fetch/index.js') as {
  protocol(options: { version: number }): (asked: object) => { request: object };
};

// Of Kafka 2.3, and still taken by Kafka 4.
const version = 11;
const answerTimeoutMs = 5000;

/**
 * A request for records, for a broker's connection. kafkajs would read the answer too, but leaves out batches without
 * records, and takes an answer of such batches alone for the partition's end: of a compacted topic it passes over what is
 * behind them. It also takes ten times as long.
 */
export function fetchProtocol({ topic, partitions, ...limits }: FetchAsked) {
  const { request } = protocol({ version })({ ...limits, topics: [{ topic, partitions }] });
  const response = { decode: async (bytes: Buffer) => readAnswer(bytes), parse: async (answer: unknown) => answer };
  return { request, response, requestTimeout: limits.maxWaitTime + answerTimeoutMs };
}

/** @throws Error for what is no answer to a fetch */
export function readAnswer(bytes: Buffer): FetchedPartition[] {
  const reader = new ByteReader(bytes);
  // Throttling, an error of sessions, and the session, of which there is none.
  reader.skip(10);
  const topics = readArray(reader, () => {
    reader.skip(readInt16(reader));
    return readArray(reader, () => readPartition(reader));
  });
  return topics.flat();
}

function readPartition(reader: ByteReader): FetchedPartition {
  const partition = readInt32(reader);
  const errorCode = readInt16(reader);
  // The end, that of committed transactions, and the beginning.
  reader.skip(24);
  const aborted = readArray(reader, () => ({ producerId: readInt64(reader), firstOffset: Number(readInt64(reader)) }));
  // A replica that is nearer.
  reader.skip(4);
  const size = Math.max(0, readInt32(reader));
  const start = reader.skip(size);
  return { partition, errorCode, aborted, batches: readBatches(partition, reader.bytes.subarray(start, start + size)) };
}

/** A length of -1 stands for an array that is not there. */
function readArray<Item>(reader: ByteReader, readItem: () => Item): Item[] {
  return Array.from({ length: Math.max(0, readInt32(reader)) }, readItem);
}

function readInt16(reader: ByteReader): number {
  return reader.bytes.readInt16BE(reader.skip(2));
}

function readInt32(reader: ByteReader): number {
  return reader.bytes.readInt32BE(reader.skip(4));
}

function readInt64(reader: ByteReader): bigint {
  return reader.bytes.readBigInt64BE(reader.skip(8));
}
