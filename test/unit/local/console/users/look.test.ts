import fc from 'fast-check';
import {
  findPartition,
  type LookPorts,
  look,
  mergeRanges,
  type Range,
  rangesWorthLooking,
} from '../../../../../local/console/users/look.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { sampleUser } from '../../../lambdas/sample-user.ts';
import { readRecord, recordOf } from './records.ts';

const { id } = sampleUser;
const never = new AbortController().signal;

/** A topic of one partition: the records, behind those that retention has deleted. */
function portsOf(records: readonly KafkaRecord[], low = 0, committed = -1): LookPorts {
  const high = low + records.length;
  return {
    topic: {
      name: 'users',
      groupId: 'sink',
      async scan(ranges, take) {
        for (const record of records) {
          const { low: from = 0, high: to = 0 } = ranges.get(record.partition) ?? {};
          if (from <= record.offset && record.offset < to) await take(record);
        }
      },
    },
    admin: {
      fetchTopicOffsets: async () => [{ partition: 0, offset: `${high}`, low: `${low}`, high: `${high}` }],
      fetchOffsets: async () => [
        { topic: 'users', partitions: [{ partition: 0, offset: `${committed}`, metadata: null }] },
      ],
      fetchTopicOffsetsByTimestamp: async (_, timestamp = 0) => {
        const first = records.find(({ timestampMs }) => timestampMs >= timestamp)?.offset ?? high;
        return [{ partition: 0, offset: `${first}` }];
      },
    },
    read: readRecord,
  };
}

function others(count: number, from = 0): KafkaRecord[] {
  const key = Buffer.from('somebody else');
  return Array.from({ length: count }, (_, at) => ({ ...recordOf(from + at, {}), key }));
}

test('a version leads straight to its record in a partition that is too large to look at', async () => {
  const records = others(9000);
  records[1234] = recordOf(1234, { first_name: 'Old' });
  const ports = portsOf(records, 0, 9000);
  const place = await findPartition(ports, id);

  const version = BigInt(1_700_000_001_234) * 1000n + 234n;
  const ranges = await rangesWorthLooking(ports, place, [version, version, -1n]);
  const finding = await look(ports, id, { place, ranges }, never);

  expect(ranges).toEqual([
    [1234, 1235],
    [7000, 9000],
  ]);
  expect(finding.complete).toBe(false);
  expect(finding.records.newest?.reading.change).toMatchObject({ offset: 1234, user: { first_name: 'Old' } });
});

test('a small partition is looked at as a whole, and its oldest record is known', async () => {
  const ports = portsOf([...others(2, 5), recordOf(7, {}), recordOf(8, null)], 5, 8);
  const place = await findPartition(ports, id);
  let looked = 0;

  const ranges = await rangesWorthLooking(ports, place, []);
  const finding = await look(ports, id, { place, ranges }, never, () => {
    looked += 1;
  });

  expect(finding).toMatchObject({ low: 5, high: 9, committed: 8, complete: true, oldestMs: 1_700_000_000_005 });
  expect(looked).toBe(4);
  expect(finding.records.found).toBe(2);
  expect(finding.records.newest?.record.offset).toBe(8);
});

test('an empty partition is looked at as a whole', async () => {
  const ports = portsOf([]);
  const place = await findPartition(ports, id);

  const finding = await look(ports, id, { place, ranges: await rangesWorthLooking(ports, place, [5n]) }, never);

  expect(finding).toMatchObject({ ranges: [], complete: true, committed: undefined });
});

test('many records of a user take a bounded memory, and the newest of all is kept', async () => {
  const replayed = { 'replay-partition': '0', 'replay-offset': '1', 'replay-timestamp': '1', 'replay-count': '1' };
  const headers = Object.entries(replayed).map(([name, text]) => [name, Buffer.from(text)] as const);
  const old = Array.from({ length: 500 }, (_, at) => recordOf(at + 1, {}, { headers }));
  const ports = portsOf([recordOf(0, { first_name: 'Newest' }), ...old]);
  const place = await findPartition(ports, id);

  const { records } = await look(ports, id, { place, ranges: [[0, 501]] }, never);

  expect(records.found).toBe(501);
  expect(records.kept).toHaveLength(100);
  expect(records.kept.at(-1)?.record.offset).toBe(500);
  expect(records.newest?.reading.change.user).toMatchObject({ first_name: 'Newest' });
});

const bound = fc.integer({ min: -5, max: 30 });

test('merged ranges hold the same offsets, within the bounds, in order, and none touches another', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bound, bound)), bound, bound, (ranges, low, high) => {
      const merged = mergeRanges(ranges, [low, high]);

      const isIn =
        (offset: number) =>
        ([from, to]: Range) =>
          from <= offset && offset < to;
      for (let offset = -6; offset < 31; offset += 1) {
        const expected = isIn(offset)([low, high]) && ranges.some(isIn(offset));
        expect(merged.filter(isIn(offset))).toHaveLength(expected ? 1 : 0);
      }
      for (const [at, [from]] of merged.slice(1).entries()) expect(from).toBeGreaterThan(merged[at]?.[1] ?? Number.NaN);
    }),
  );
});
