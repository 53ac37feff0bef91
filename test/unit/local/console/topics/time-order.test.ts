import fc from 'fast-check';
import type { FetchedRecords, Positions } from '../../../../../local/console/topics/log/topic-log.ts';
import { type Direction, TimeOrder } from '../../../../../local/console/topics/reading/time-order.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';

/** A partition's batches: of each its offsets, of which some have a record. */
type FakePartition = readonly (readonly boolean[])[];

function recordsOf(
  partition: number,
  batches: FakePartition,
): { first: number; next: number; records: KafkaRecord[] }[] {
  let next = 0;
  return batches.map((offsets) => {
    const first = next;
    next += offsets.length;
    const there = offsets.flatMap((isThere, index) => (isThere ? [first + index] : []));
    return { first, next, records: there.map((offset) => recordAt(partition, offset)) };
  });
}

/** Times rise with the offsets, at another pace in each partition. */
function recordAt(partition: number, offset: number): KafkaRecord {
  const timestampMs = offset * (partition + 1);
  return {
    partition,
    offset,
    timestampMs,
    timestampType: 'CREATE_TIME',
    key: null,
    value: Buffer.alloc(5),
    headers: [],
  };
}

/** As a broker: the batch with the offset and what fits behind it; of the first partitions only, where there are many. */
function fakeBroker(partitions: readonly FakePartition[], batchesAtOnce: number, partitionsAtOnce: number) {
  const all = partitions.map((batches, partition) => recordsOf(partition, batches));
  return async (positions: Positions): Promise<FetchedRecords[]> =>
    [...positions].map(([partition, position], index) => {
      const behind = all[partition]?.filter(({ next }) => next > position) ?? [];
      const read = index < partitionsAtOnce ? behind.slice(0, batchesAtOnce) : [];
      return {
        partition,
        first: Math.min(position, read[0]?.first ?? position),
        next: read.at(-1)?.next ?? position,
        records: read.flatMap(({ records }) => records),
      };
    });
}

async function readAll(order: TimeOrder, most = Number.POSITIVE_INFINITY): Promise<KafkaRecord[]> {
  const records: KafkaRecord[] = [];
  while (records.length < most) {
    const record = await order.next();
    if (!record) break;
    records.push(record);
  }
  return records;
}

const partitionsArbitrary = fc.array(
  fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { maxLength: 8 }),
  { minLength: 1, maxLength: 4 },
);
const brokerArbitrary = fc.record({
  batches: fc.integer({ min: 1, max: 4 }),
  partitions: fc.integer({ min: 1, max: 4 }),
});
const directions: readonly Direction[] = ['newer', 'older'];

test('whatever the gaps, batches and windows: every record once, in the order of time, also when it is gone on', async () => {
  await fc.assert(
    fc.asyncProperty(
      partitionsArbitrary,
      brokerArbitrary,
      fc.constantFrom(...directions),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(30),
      fc.nat(10),
      async (partitions, broker, direction, window, most, skipped) => {
        const fetch = fakeBroker(partitions, broker.batches, broker.partitions);
        const ends = partitions.map((batches) => batches.flat().length);
        const stretches = new Map(ends.map((high, partition) => [partition, { low: Math.min(skipped, high), high }]));
        const bounds = { window, windowBytes: 60 };
        const expected = partitions
          .flatMap((batches, partition) => recordsOf(partition, batches).flatMap(({ records }) => records))
          .filter(({ partition, offset }) => offset >= (stretches.get(partition)?.low ?? 0));
        const inOrder = expected.sort(
          (one, other) => (direction === 'newer' ? 1 : -1) * (one.timestampMs - other.timestampMs),
        );

        const order = new TimeOrder({ direction, stretches, ...bounds }, fetch);
        const first = await readAll(order, most);
        const left = new Map(
          [...stretches].map(([partition, { low, high }]) => {
            const position = order.positions.get(partition) ?? 0;
            return [partition, direction === 'newer' ? { low: position, high } : { low, high: position }];
          }),
        );
        const rest = await readAll(new TimeOrder({ direction, stretches: left, ...bounds }, fetch));

        const read = [...first, ...rest];
        expect(read.map(({ timestampMs }) => timestampMs)).toEqual(inOrder.map(({ timestampMs }) => timestampMs));
        expect(new Set(read.map(({ partition, offset }) => `${partition}-${offset}`)).size).toBe(expected.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('a broker that gives nothing where there should be something ends it by name', async () => {
  const nothing = async (positions: Positions) =>
    [...positions].map(([partition, first]) => ({ partition, first, next: first, records: [] }));
  const stretches = new Map([[3, { low: 7, high: 9 }]]);

  const order = new TimeOrder({ direction: 'newer', stretches, window: 1, windowBytes: 1 }, nothing);

  await expect(order.next()).rejects.toThrow('Kafka gives no records of partition 3 from offset 7 on.');
});

test('a window of large records is followed by one that has about as many bytes as it may', async () => {
  const asked: number[] = [];
  const broker = fakeBroker([Array.from({ length: 1000 }, () => [true])], 1000, 1);
  const stretches = new Map([[0, { low: 0, high: 1000 }]]);
  const fetch = (positions: Positions) => {
    asked.push(positions.get(0) ?? -1);
    return broker(positions);
  };

  await readAll(new TimeOrder({ direction: 'older', stretches, window: 4, windowBytes: 50 }, fetch));

  // Four records at first, then what 50 bytes hold: ten.
  expect(asked.slice(0, 3)).toEqual([996, 986, 976]);
});
