import fc from 'fast-check';
import { fillsBatch, formBatch } from '../../../../../local/event-source-mapping/processor/form-batch.ts';
import { PartitionQueue } from '../../../../../local/event-source-mapping/processor/partition-queue.ts';
import { eventEnvelope, serialiseEvent } from '../../../../../local/event-source-mapping/processor/serialise-event.ts';
import type { EventRecord } from '../../../../../local/event-source-mapping/record.ts';
import { eventRecord, eventRecords, offsetsOf, selfManaged } from '../event-records.ts';

const envelope = eventEnvelope(selfManaged);
const roomy = 1_000_000;

function queueOf(partition: number, records: readonly EventRecord[]): PartitionQueue {
  const queue = new PartitionQueue(partition);
  queue.push(records, 0);
  return queue;
}

test('7 records make batches of 3, 3 and 1 in order', () => {
  const queue = queueOf(0, eventRecords(7));

  const batches = [1, 2, 3].map(() => offsetsOf(formBatch([queue], envelope, { records: 3, bytes: roomy }).records));

  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
});

test('one batch holds records of two partitions', () => {
  const queues = [queueOf(1, eventRecords(2, 1)), queueOf(0, eventRecords(2))];

  const { records } = formBatch(queues, envelope, { records: 10, bytes: roomy });

  expect(records.map(({ partition, offset }) => [partition, offset])).toEqual([
    [1, 0],
    [1, 1],
    [0, 0],
    [0, 1],
  ]);
});

test('a record that no event can hold comes alone, and those around it are batched as ever', () => {
  const queue = queueOf(0, [eventRecord(0), eventRecord(1, 0, 900), eventRecord(2)]);
  const limits = { records: 10, bytes: 500 };

  const batches = [1, 2, 3].map(() => formBatch([queue], envelope, limits));

  expect(batches.map(({ records, refusal }) => [offsetsOf(records), refusal])).toEqual([
    [[0], undefined],
    [[1], 'MaximumPayloadSizeExceeded'],
    [[2], undefined],
  ]);
});

test('a record that is not to be sent comes alone', () => {
  const refused = { ...eventRecord(1), refusal: 'SCHEMA_NOT_FOUND' as const };
  const queue = queueOf(0, [eventRecord(0), refused, eventRecord(2)]);

  const batches = [1, 2, 3].map(() => formBatch([queue], envelope, { records: 10, bytes: roomy }));

  expect(batches.map(({ records, refusal }) => [offsetsOf(records), refusal])).toEqual([
    [[0], undefined],
    [[1], 'SCHEMA_NOT_FOUND'],
    [[2], undefined],
  ]);
});

test('a batch is full by count or by bytes, not before', () => {
  const queues = [queueOf(0, eventRecords(2)), queueOf(1, eventRecords(1, 1))];

  expect(fillsBatch(queues, envelope, { records: 3, bytes: roomy })).toBe(true);
  expect(fillsBatch(queues, envelope, { records: 4, bytes: roomy })).toBe(false);
  expect(fillsBatch(queues, envelope, { records: 4, bytes: 150 })).toBe(true);
});

test('no batch exceeds a limit, its size is the size of the event, and no record is lost or reordered', () => {
  const sizes = fc.array(fc.array(fc.integer({ min: 20, max: 400 }), { maxLength: 30 }), {
    minLength: 1,
    maxLength: 4,
  });

  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 200, max: 900 }), (all, count, bytes) => {
      const partitions = all.map((own, partition) => own.map((size, offset) => eventRecord(offset, partition, size)));
      const queues = partitions.map((records, partition) => queueOf(partition, records));
      const taken: EventRecord[] = [];

      while (queues.some(({ length }) => length > 0)) {
        const batch = formBatch(queues, envelope, { records: count, bytes });
        expect(batch.records.length).toBeGreaterThan(0);
        expect(batch.records.length).toBeLessThanOrEqual(count);
        expect(batch.payloadBytes).toBe(Buffer.byteLength(serialiseEvent(envelope, batch.records)));
        expect(batch.payloadBytes > bytes).toBe(batch.refusal !== undefined);
        taken.push(...batch.records);
      }

      for (const [partition, records] of partitions.entries()) {
        expect(taken.filter((one) => one.partition === partition)).toEqual(records);
      }
      expect(queues.map((queue) => queue.bytes)).toEqual(queues.map(() => 0));
    }),
  );
});
