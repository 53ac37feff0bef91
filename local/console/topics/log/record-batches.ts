import zlib from 'node:zlib';
import type { KafkaHeader, KafkaRecord, TimestampType } from '../../../event-source-mapping/record.ts';
import { ByteReader } from '../../../event-source-mapping/schema-registry/byte-reader.ts';
import { ConsoleProblem } from '../../problem.ts';

/** A run of records as a producer wrote it; compaction may have left fewer of them, or none. */
export interface RecordBatch {
  readonly firstOffset: number;
  /** Behind the last record that it had at first. */
  readonly nextOffset: number;
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  /** Of Kafka's own, which ends a transaction; no reader sees it. */
  readonly marker?: 'abort' | 'commit';
  readonly records: readonly KafkaRecord[];
}

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

/** Places in a batch's head, which has 61 bytes. */
const place = { length: 8, magic: 16, attributes: 21, lastOffsetDelta: 23, firstTimestamp: 27, maxTimestamp: 35 };
const producerIdPlace = 43;
const countPlace = 57;
const headBytes = 61;
/** Bytes before those that the length counts. */
const uncounted = 12;
const currentMagic = 2;
const flags = { compression: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20 };
const maximumInflated = 256 * 1024 * 1024;

/**
 * Reads the batches of an answer; the last one may be cut off, and is left out then.
 * @throws ConsoleProblem for a format or compression that is not read here
 */
export function readBatches(partition: number, bytes: Buffer): RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (let start = 0; start + headBytes <= bytes.length; ) {
    const end = start + uncounted + bytes.readInt32BE(start + place.length);
    if (end > bytes.length) break;
    batches.push(readBatch(partition, bytes.subarray(start, end)));
    start = end;
  }
  return batches;
}

function readBatch(partition: number, bytes: Buffer): RecordBatch {
  const firstOffset = Number(bytes.readBigInt64BE(0));
  const where = `partition ${partition}, offset ${firstOffset}`;
  const magic = bytes.readInt8(place.magic);
  if (magic !== currentMagic) throw unreadable(`The records at ${where} have the format ${magic} of old brokers.`);
  const attributes = bytes.readInt16BE(place.attributes);
  const timestampType: TimestampType = (attributes & flags.logAppendTime) === 0 ? 'CREATE_TIME' : 'LOG_APPEND_TIME';
  const records = readRecords(inflate(bytes.subarray(headBytes), attributes & flags.compression, where), {
    partition,
    firstOffset,
    timestampType,
    count: bytes.readInt32BE(countPlace),
    timestampMs: Number(bytes.readBigInt64BE(isCreateTime(timestampType) ? place.firstTimestamp : place.maxTimestamp)),
  });
  const isControl = (attributes & flags.control) !== 0;
  return {
    firstOffset,
    nextOffset: firstOffset + bytes.readInt32BE(place.lastOffsetDelta) + 1,
    producerId: bytes.readBigInt64BE(producerIdPlace),
    isTransactional: (attributes & flags.transactional) !== 0,
    ...(isControl && { marker: records[0]?.key?.readInt16BE(2) === 0 ? 'abort' : 'commit' }),
    records: isControl ? [] : records,
  };
}

interface BatchFacts {
  readonly partition: number;
  readonly firstOffset: number;
  readonly count: number;
  readonly timestampType: TimestampType;
  /** Of the first record, or, of LOG_APPEND_TIME, of all. */
  readonly timestampMs: number;
}

function readRecords(bytes: Buffer, { partition, firstOffset, count, timestampType, timestampMs }: BatchFacts) {
  const reader = new ByteReader(bytes);
  return Array.from({ length: count }, (): KafkaRecord => {
    const end = reader.count() + reader.offset;
    // Attributes, of which there are none.
    reader.skip(1);
    const delta = Number(reader.zigZag());
    const record = {
      partition,
      offset: firstOffset + Number(reader.zigZag()),
      timestampMs: isCreateTime(timestampType) ? timestampMs + delta : timestampMs,
      timestampType,
      key: readBytes(reader),
      value: readBytes(reader),
      headers: readHeaders(reader),
    };
    reader.skip(end - reader.offset);
    return record;
  });
}

function isCreateTime(type: TimestampType): boolean {
  return type === 'CREATE_TIME';
}

function readHeaders(reader: ByteReader): KafkaHeader[] {
  return Array.from({ length: reader.count() }, () => [readBytes(reader)?.toString('utf8') ?? '', readBytes(reader)]);
}

/** A length of -1 stands for null. */
function readBytes(reader: ByteReader): Buffer | null {
  const length = Number(reader.zigZag());
  if (length < 0) return null;
  const start = reader.skip(length);
  return reader.bytes.subarray(start, start + length);
}

/** In Kafka's order. */
const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

function inflate(bytes: Buffer, kind: number, where: string): Buffer {
  const limit = { maxOutputLength: maximumInflated };
  const compression = compressions[kind];
  if (compression === 'none') return bytes;
  if (compression === 'gzip') return zlib.gunzipSync(bytes, limit);
  if (compression === 'zstd' && zlib.zstdDecompressSync) return zlib.zstdDecompressSync(bytes, limit);
  throw unreadable(`The records at ${where} are compressed with ${compression ?? kind}, which cannot be read here.`);
}

function unreadable(message: string): ConsoleProblem {
  return new ConsoleProblem(422, message, 'Begin at another place: others may be readable.');
}

/** What readers are given: without the records of transactions that were aborted. */
export function committedRecords(
  batches: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[],
): KafkaRecord[] {
  if (aborted.length === 0) return batches.flatMap(({ records }) => records);
  const waiting = [...aborted].sort((one, other) => one.firstOffset - other.firstOffset);
  const open = new Set<bigint>();
  return batches.flatMap(({ nextOffset, producerId, isTransactional, marker, records }) => {
    while (waiting[0] && waiting[0].firstOffset < nextOffset)
      open.add((waiting.shift() as AbortedTransaction).producerId);
    if (marker === 'abort') open.delete(producerId);
    return isTransactional && open.has(producerId) ? [] : records;
  });
}
