import type { MSKEvent } from 'aws-lambda';
import fc from 'fast-check';
import { formBatch } from '../../../../../local/event-source-mapping/processor/form-batch.ts';
import { PartitionQueue } from '../../../../../local/event-source-mapping/processor/partition-queue.ts';
import {
  eventEnvelope,
  maxPayloadBytes,
  serialiseEvent,
} from '../../../../../local/event-source-mapping/processor/serialise-event.ts';
import { recordSerialiser } from '../../../../../local/event-source-mapping/processor/serialise-record.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { kafkaRecord, selfManaged } from '../event-records.ts';

const envelope = eventEnvelope(selfManaged);
const serialise = recordSerialiser(selfManaged.topic);

const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const content = fc.record({
  timestampMs: fc.nat(),
  timestampType: fc.constantFrom('CREATE_TIME' as const, 'LOG_APPEND_TIME' as const),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(fc.tuple(fc.string({ unit: 'binary' }), bytes), { maxLength: 3 }),
});

/** Reads an event as a function would that knows no more than AWS's description of it. */
function readEvent(event: string): KafkaRecord[] {
  const { records } = JSON.parse(event) as MSKEvent;
  const decode = (text: string | undefined) => (text === undefined ? null : Buffer.from(text, 'base64'));
  return Object.entries(records).flatMap(([name, list]) =>
    list.map(({ topic, partition, offset, timestamp, timestampType, key, value, headers }) => {
      expect(name).toBe(`${topic}-${partition}`);
      const entries = headers.flatMap((header) => Object.entries(header));
      return {
        partition,
        offset,
        timestampMs: timestamp,
        timestampType,
        key: decode(key),
        value: decode(value),
        headers: entries.map(([header, numbers]): [string, Buffer] => [header, Buffer.from(numbers)]),
      };
    }),
  );
}

test('whoever reads the event has the records again, byte for byte and partition by partition', () => {
  const partitions = fc.array(fc.array(content, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });

  fc.assert(
    fc.property(partitions, (contents) => {
      const records = contents.flatMap((own, partition) =>
        own.map((fields, offset): KafkaRecord => ({ partition, offset, ...fields })),
      );

      const event = serialiseEvent(envelope, records.map(serialise)).toString();

      expect(readEvent(event)).toEqual(records);
    }),
  );
});

test('no event is larger than the 6 MB of a request, and each is as full as the next record allows', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4_400_000 }), { minLength: 1, maxLength: 8 });

  fc.assert(
    fc.property(sizes, (all) => {
      const queue = new PartitionQueue(0);
      const records = all.map((size, offset) => serialise({ ...kafkaRecord(offset), value: Buffer.alloc(size) }));
      queue.push(records, 0);

      while (queue.length > 0) {
        const batch = formBatch([queue], envelope, { records: 10_000, bytes: maxPayloadBytes });
        const event = serialiseEvent(envelope, batch.records).toString();
        const next = queue.peek();

        expect(batch.refusal).toBeUndefined();
        expect(Buffer.byteLength(event)).toBeLessThanOrEqual(maxPayloadBytes);
        if (next) expect(Buffer.byteLength(event) + 1 + next.bytes).toBeGreaterThan(maxPayloadBytes);
      }
    }),
    { numRuns: 20 },
  );
});
