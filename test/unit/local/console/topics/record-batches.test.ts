import { createRequire } from 'node:module';
import { zstdCompressSync } from 'node:zlib';
import {
  committedRecords,
  type RecordBatch,
  readBatches,
} from '../../../../../local/console/topics/log/record-batches.ts';

interface Encoded {
  readonly buffer: Buffer;
}

const require = createRequire(import.meta.url);
// As kafkajs's producer writes them.
const encodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => Encoded;
const { RecordBatch: encodeBatch } = require('kafkajs/src/protocol/recordBatch/v0/index.js') as {
  RecordBatch(batch: object): Promise<Encoded>;
};

interface Given {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, Buffer>>;
  readonly timestampDelta?: number;
  readonly offsetDelta: number;
}

async function batchOf(records: readonly Given[], options: object = {}): Promise<Buffer> {
  const last = records.at(-1)?.offsetDelta ?? 0;
  const facts = { firstOffset: 100, firstTimestamp: 5000, maxTimestamp: 9000, lastOffsetDelta: last, ...options };
  return (await encodeBatch({ ...facts, records: records.map(encodeRecord) })).buffer;
}

const two: readonly Given[] = [
  { key: Buffer.from('a'), value: Buffer.from('1'), headers: { constructor: Buffer.from('h') }, offsetDelta: 0 },
  { key: null, value: null, timestampDelta: 1_000_000_000_000, offsetDelta: 3 },
];

test.each([
  ['as they are', 0],
  ['with gzip', 1],
])('records %s are read with key, value, headers and times', async (_, compression) => {
  const [batch] = readBatches(2, await batchOf(two, { compression }));

  expect(batch).toMatchObject({ firstOffset: 100, nextOffset: 104, isTransactional: false });
  expect(batch?.records).toEqual([
    {
      ...{ partition: 2, offset: 100, timestampMs: 5000, timestampType: 'CREATE_TIME' },
      ...{ key: Buffer.from('a'), value: Buffer.from('1'), headers: [['constructor', Buffer.from('h')]] },
    },
    {
      ...{ partition: 2, offset: 103, timestampMs: 1_000_000_005_000, timestampType: 'CREATE_TIME' },
      ...{ key: null, value: null, headers: [] },
    },
  ]);
});

test('records with zstd are read', async () => {
  const bytes = await batchOf(two);
  const compressed = Buffer.concat([bytes.subarray(0, 61), zstdCompressSync(bytes.subarray(61))]);
  compressed.writeInt32BE(compressed.length - 12, 8);
  compressed.writeInt16BE(4, 21);

  expect(readBatches(0, compressed)[0]?.records.map(({ offset }) => offset)).toEqual([100, 103]);
});

test('a compression that cannot be read is named, and where it is', async () => {
  const bytes = await batchOf(two);
  bytes.writeInt16BE(3, 21);

  expect(() => readBatches(7, bytes)).toThrow('The records at partition 7, offset 100 are compressed with lz4');
});

test('a batch whose records were all compacted away says what is behind it', async () => {
  const bytes = Buffer.concat([await batchOf([], { lastOffsetDelta: 49 }), await batchOf(two, { firstOffset: 150 })]);

  expect(readBatches(0, bytes).map(({ nextOffset, records }) => [nextOffset, records.length])).toEqual([
    [150, 0],
    [154, 2],
  ]);
});

test('a batch that is cut off is left out', async () => {
  const bytes = Buffer.concat([await batchOf(two), (await batchOf(two)).subarray(0, 70)]);

  expect(readBatches(0, bytes)).toHaveLength(1);
});

test('all records have the time at which the broker appended them, where it sets it', async () => {
  const bytes = await batchOf(two);
  bytes.writeInt16BE(0x08, 21);

  expect(readBatches(0, bytes)[0]?.records.map(({ timestampMs }) => timestampMs)).toEqual([9000, 9000]);
});

test("the end of a transaction is told, and no reader's record", async () => {
  const marker = { key: Buffer.from([0, 0, 0, 0]), value: Buffer.alloc(6), offsetDelta: 0 };
  const bytes = await batchOf([marker], { transactional: true });
  bytes.writeInt16BE(0x30, 21);

  expect(readBatches(0, bytes)).toMatchObject([{ marker: 'abort', records: [], nextOffset: 101 }]);
});

test('records of a transaction that was aborted are left out, those of its neighbours are not', () => {
  const batch = (firstOffset: number, producerId: bigint, more: Partial<RecordBatch> = {}): RecordBatch => ({
    ...{ firstOffset, nextOffset: firstOffset + 1, producerId, isTransactional: true },
    records: [
      {
        partition: 0,
        offset: firstOffset,
        timestampMs: 0,
        timestampType: 'CREATE_TIME',
        key: null,
        value: null,
        headers: [],
      },
    ],
    ...more,
  });
  const batches = [
    batch(0, 1n),
    batch(1, 2n),
    batch(2, 1n),
    batch(3, 1n, { isTransactional: false }),
    batch(4, 1n, { marker: 'abort', records: [] }),
    batch(5, 1n),
  ];

  const records = committedRecords(batches, [{ producerId: 1n, firstOffset: 2 }]);

  expect(records.map(({ offset }) => offset)).toEqual([0, 1, 3, 5]);
});
