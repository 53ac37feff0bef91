import { findRunLetters } from '../../../../../local/console/runs/run-letters.ts';
import { runRecords } from '../../../../../local/console/runs/run-records.ts';
import { mappingLetter, sinkLetter } from '../../../../support/pipeline/dead-letters.ts';
import { fakeQueue, message } from '../../../lambdas/redrive/fake-queue.ts';

const startedAt = '2026-06-01T10:00:00.000Z';
const endedAt = '2026-06-01T10:05:00.000Z';
const times = { from: Date.parse('2026-06-01T09:59:00Z'), to: Date.parse('2026-06-01T10:06:00Z') };

type Offsets = Readonly<Record<number, number>>;

const listed = (offsets: Offsets) =>
  Object.entries(offsets).map(([partition, offset]) => ({ partition: Number(partition), offset: String(offset) }));

/** Kafka with a topic, of which each time has an offset in each partition. */
function kafka({ committed, ...at }: { from: Offsets; to: Offsets; now: Offsets; committed: Offsets }) {
  return {
    fetchTopicOffsetsByTimestamp: async (_: string, ms = 0) => listed(ms === times.from ? at.from : at.to),
    fetchTopicOffsets: async () => listed(at.now).map((one) => ({ ...one, high: one.offset, low: '0' })),
    fetchOffsets: async () => [{ topic: 'users_created', partitions: listed(committed).map(withoutMetadata) }],
  };
}

const withoutMetadata = <Offset>(offset: Offset) => ({ ...offset, metadata: null });

const offsets = { from: { 1: 100, 0: 50 }, to: { 0: 60, 1: 100 }, now: { 0: 70, 1: 130 } };

test('a run’s records are between the offsets of its beginning and of its end', async () => {
  const admin = kafka({ ...offsets, committed: { 0: 60, 1: 130 } });

  await expect(runRecords(admin, { startedAt, endedAt })).resolves.toEqual({
    ...{ topic: 'users_created', group: 'users-sink', inRange: 10, notCommitted: 0 },
    partitions: [
      { partition: 0, from: 50, to: 60, committed: 60 },
      { partition: 1, from: 100, to: 100, committed: 130 },
    ],
  });
});

test('until a run ends, its records reach to the end of the topic', async () => {
  const admin = kafka({ ...offsets, committed: { 0: 55, 1: 90 } });

  await expect(runRecords(admin, { startedAt, endedAt: null })).resolves.toMatchObject({
    ...{ inRange: 20 + 30, notCommitted: 15 + 30 },
  });
});

test('where the group has committed nothing, all of them are on their way', async () => {
  const admin = kafka({ ...offsets, committed: { 0: -1, 1: -1 } });

  const { notCommitted, partitions } = await runRecords(admin, { startedAt, endedAt });

  expect(notCommitted).toBe(10);
  expect(partitions.map(({ committed }) => committed)).toEqual([null, null]);
});

const place = { topic: 'users_created', partition: 0, offset: 55, timestampMs: 1_780_000_000_000 };
const run = {
  runId: '2026-06-01.1',
  topic: 'users_created',
  partitions: [{ partition: 0, from: 50, to: 60, committed: 60 }],
};

function letterOf(runId: string): string {
  const headers: [string, string][] = [['run-id', Buffer.from(runId).toString('base64')]];
  return sinkLetter(place, { key: 'a', value: '{}' }, { headers });
}

test('the dead letters of a run are those that name it; the mapping’s may be, by their offsets', async () => {
  const bodies = [
    letterOf('2026-06-01.1'),
    letterOf('2026-06-01.10'),
    sinkLetter(place, { key: 'a', value: '{}' }, {}),
    mappingLetter([
      { ...place, offset: 59 },
      { ...place, offset: 80 },
    ]),
    mappingLetter([{ ...place, offset: 60 }]),
    mappingLetter([{ ...place, topic: 'others' }]),
    'no letter',
  ];
  const { queue, givenBack } = fakeQueue([bodies.map((body, index) => message(`m${index}`, body))]);

  await expect(findRunLetters(queue, run)).resolves.toEqual({ records: 1, unclear: 1, lookedAt: 7, complete: true });
  expect(givenBack).toHaveLength(7);
});

test('a queue that is too long is not looked through to its end, and says so', async () => {
  const answers = Array.from({ length: 150 }, (_, answer) =>
    Array.from({ length: 10 }, (_, index) => message(`m${answer}.${index}`, letterOf('2026-06-01.1'))),
  );
  const { queue, givenBack } = fakeQueue(answers);

  await expect(findRunLetters(queue, run)).resolves.toMatchObject({ lookedAt: 1000, complete: false });
  expect(givenBack).toHaveLength(1000);
});
