import type { EventRecord } from '../record.ts';
import { type EventSource, partitionName } from '../source.ts';

/** The synchronous invocation's limit on a request, which is also what a batch may hold. */
export const maxPayloadBytes = 6 * 1024 * 1024;

const comma = ','.charCodeAt(0);
const closingBracket = ']'.charCodeAt(0);

/** The parts of an event around its records, and their sizes in bytes. */
export interface EventEnvelope {
  readonly start: string;
  readonly end: string;
  readonly bytes: number;
  /** What opens and closes a partition's list of records. */
  partition(partition: number): { readonly start: string; readonly bytes: number };
}

export function eventEnvelope({ kind, arn, bootstrapServers, topic }: EventSource): EventEnvelope {
  const properties = { eventSource: kind, ...(arn !== undefined && { eventSourceArn: arn }), bootstrapServers };
  const start = `${JSON.stringify(properties).slice(0, -1)},"records":{`;
  const end = '}}';
  return {
    start,
    end,
    bytes: Buffer.byteLength(start) + end.length,
    partition: (partition) => {
      const opening = `${JSON.stringify(partitionName(topic, partition))}:[`;
      return { start: opening, bytes: Buffer.byteLength(opening) + 1 };
    },
  };
}

/**
 * The event for the records as JSON in UTF-8, grouped by partition, each partition in the records' order. It is written
 * into place record by record: a string of megabytes, and its encoding after that, would cost three times as much.
 */
export function serialiseEvent(envelope: EventEnvelope, records: readonly EventRecord[]): Buffer {
  const partitions = [...Map.groupBy(records, ({ partition }) => partition)];
  const event = Buffer.allocUnsafe(eventBytes(envelope, partitions));
  let end = event.write(envelope.start);
  for (const [index, [partition, own]] of partitions.entries()) {
    if (index > 0) end = event.writeUInt8(comma, end);
    end += event.write(envelope.partition(partition).start, end);
    for (const [place, { json, bytes }] of own.entries()) {
      if (place > 0) end = event.writeUInt8(comma, end);
      end += event.write(json, end, json.length === bytes ? 'latin1' : 'utf8');
    }
    end = event.writeUInt8(closingBracket, end);
  }
  event.write(envelope.end, end);
  return event;
}

function eventBytes(
  envelope: EventEnvelope,
  partitions: readonly (readonly [number, readonly EventRecord[]])[],
): number {
  const lists = partitions.map(([partition, own]) =>
    own.reduce((sum, { bytes }) => sum + bytes, envelope.partition(partition).bytes + own.length - 1),
  );
  return lists.reduce((sum, bytes) => sum + bytes, envelope.bytes + Math.max(0, lists.length - 1));
}
