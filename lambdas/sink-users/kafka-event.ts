import { originHeaders } from '../core/origin-headers.ts';
import { isTraceId, traceIdLength } from '../core/trace-id.ts';

/** A record as Lambda's event holds it; the types of the event say by mistake that every record has key and value. */
export interface EventRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Base64. */
  readonly key?: string | null;
  /** Base64 of JSON, whatever the topic holds; none is a tombstone. */
  readonly value?: string | null;
  /** What the value was written with, as the mapping found it in the registry; a tombstone has none. */
  readonly valueSchemaMetadata?: { readonly dataFormat: string; readonly schemaId: string } | null;
  /** One name each, with the bytes of its value, which Java writes from -128 to 127. */
  readonly headers?: readonly Readonly<Record<string, readonly number[] | null>>[] | null;
}

/** What an event of a Kafka mapping says, by "topic-partition". */
export interface KafkaEvent {
  readonly records: Readonly<Record<string, readonly EventRecord[]>>;
}

/** Names a record in a partial batch response. */
export interface RecordPlace {
  /** "topic-partition", as in the event. */
  readonly partition: string;
  readonly offset: number;
}

/** Every record of the event with its place. */
export function* placesOf({ records }: KafkaEvent): Generator<readonly [RecordPlace, EventRecord]> {
  for (const [partition, own] of Object.entries(records)) {
    for (const record of own) yield [{ partition, offset: record.offset }, record];
  }
}

/** The registry's names of the schemas that an event's values were written with, at most so many. */
export function schemaIdsOf(event: KafkaEvent, limit: number): string[] {
  const ids = new Set<string>();
  for (const [, { valueSchemaMetadata }] of placesOf(event)) {
    if (ids.size >= limit) break;
    if (valueSchemaMetadata) ids.add(valueSchemaMetadata.schemaId);
  }
  return [...ids];
}

/**
 * The traces that an event's records were published in, as their headers tell them, at most so many. Whoever writes to
 * the topic writes its headers: what is no trace's id is left out.
 */
export function traceIdsOf(event: KafkaEvent, limit: number): string[] {
  const ids = new Set<string>();
  let before: readonly number[] = [];
  for (const [, { headers }] of placesOf(event)) {
    if (ids.size >= limit) break;
    const bytes = headers?.find((header) => originHeaders.traceId in header)?.[originHeaders.traceId];
    // Nearly every record has the one of the record before it: comparing is cheaper than making a text of each.
    if (bytes?.length !== traceIdLength || isSame(bytes, before)) continue;
    before = bytes;
    const id = Buffer.from(bytes).toString('latin1');
    if (isTraceId(id)) ids.add(id);
  }
  return [...ids];
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The first and the last offset of each partition in an event, of at most so many partitions. */
export function offsetsOf({ records }: KafkaEvent, limit: number): Record<string, readonly [number, number]> {
  const ranges = Object.entries(records).flatMap(([partition, own]): [string, [number, number]][] => {
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [[partition, [first.offset, last.offset]]] : [];
  });
  return Object.fromEntries(ranges.slice(0, limit));
}
