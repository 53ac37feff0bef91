import type { EventRecord, KafkaRecord } from '../../../../local/event-source-mapping/record.ts';
import type { EventSource } from '../../../../local/event-source-mapping/source.ts';

export const selfManaged: EventSource = {
  kind: 'SelfManagedKafka',
  bootstrapServers: 'broker:9092',
  topic: 't',
};

export function kafkaRecord(offset: number, partition = 0): KafkaRecord {
  const value = Buffer.from(`value ${offset}`);
  return { partition, offset, timestampMs: 1000 + offset, timestampType: 'CREATE_TIME', key: null, value, headers: [] };
}

export function eventRecord(offset: number, partition = 0, bytes = 20): EventRecord {
  const json = JSON.stringify({ o: offset }).padEnd(bytes);
  return { partition, offset, timestampMs: 1000 + offset, json, bytes };
}

export function eventRecords(count: number, partition = 0): EventRecord[] {
  return Array.from({ length: count }, (_, offset) => eventRecord(offset, partition));
}

export function offsetsOf(records: readonly { offset: number }[]): number[] {
  return records.map(({ offset }) => offset);
}
