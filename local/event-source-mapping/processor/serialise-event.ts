import type { EventRecord } from '../record.ts';
import { type EventSource, partitionName } from '../source.ts';

/** The synchronous invocation's limit on a request, which is also what a batch may hold. */
export const maxPayloadBytes = 6 * 1024 * 1024;

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

/** The event for the records, grouped by partition, each partition in the records' order. */
export function serialiseEvent(envelope: EventEnvelope, records: readonly EventRecord[]): string {
  const partitions = [...Map.groupBy(records, ({ partition }) => partition)];
  const lists = partitions.map(
    ([partition, own]) => `${envelope.partition(partition).start}${own.map(({ json }) => json).join(',')}]`,
  );
  return `${envelope.start}${lists.join(',')}${envelope.end}`;
}
