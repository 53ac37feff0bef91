import { setImmediate as turn } from 'node:timers/promises';
import type { FetchedRecords } from '../../../../../local/event-source-mapping/poller/kafka-source.ts';
import { Intake } from '../../../../../local/event-source-mapping/processor/intake.ts';
import { Lane } from '../../../../../local/event-source-mapping/processor/lane.ts';
import type { PrepareRecords } from '../../../../../local/event-source-mapping/processor/prepare-records.ts';
import { eventRecord, kafkaRecord, offsetsOf } from '../event-records.ts';

function fetched(...offsets: number[]): FetchedRecords {
  const records = offsets.map((offset) => kafkaRecord(offset));
  return { partition: 0, records, nextOffset: (offsets.at(-1) ?? 0) + 1 };
}

/** An intake into one lane, whose preparations are ended by the test unless they are to end at once. */
function intaking(atOnce: (first: number) => boolean = () => false) {
  const lane = new Lane(0);
  const held: { offsets: number[]; signal: AbortSignal; end: () => void; fail: () => void }[] = [];
  const queued: number[] = [];
  const prepare: PrepareRecords = (records, signal) => {
    const offsets = offsetsOf(records);
    const prepared = offsets.map((offset) => eventRecord(offset));
    if (atOnce(offsets[0] ?? -1)) return prepared;
    return new Promise((resolve, reject) => {
      held.push({ offsets, signal, end: () => resolve(prepared), fail: () => reject(signal.reason) });
    });
  };
  const intake = new Intake(prepare, (one) => queued.push(one.queue.length));
  return { intake, lane, held, queued };
}

test('records that are prepared at once are queued at once', () => {
  const { intake, lane, queued } = intaking(() => true);

  intake.take(lane, fetched(4, 5));

  expect(queued).toEqual([2]);
  expect(lane.intake).toBeUndefined();
  expect(lane.queue.peek()?.offset).toBe(4);
});

test('records that take time are queued when they are prepared', async () => {
  const { intake, lane, held, queued } = intaking();

  intake.take(lane, fetched(4, 5));
  const pending = { queued: [...queued], intake: lane.intake };
  held[0]?.end();
  await lane.intake;

  expect(pending).toEqual({ queued: [], intake: expect.any(Promise) });
  expect(queued).toEqual([2]);
  expect(lane.intake).toBeUndefined();
});

test('nothing overtakes records that take time', async () => {
  const { intake, lane, held, queued } = intaking((first) => first === 2);

  intake.take(lane, fetched(0, 1));
  intake.take(lane, fetched(2));
  await turn();
  const meanwhile = [...queued];
  held[0]?.end();
  await turn();

  expect(meanwhile).toEqual([]);
  expect(queued).toEqual([2, 3]);
  expect(lane.intake).toBeUndefined();
});

test('one preparation is under way at a time, and the lane takes in until the last has ended', async () => {
  const { intake, lane, held } = intaking();

  intake.take(lane, fetched(0));
  intake.take(lane, fetched(1));
  await turn();
  const together = held.length;
  held[0]?.end();
  await turn();
  const stillTakingIn = lane.intake !== undefined;
  held[1]?.end();
  await turn();

  expect(together).toBe(1);
  expect(held.map(({ offsets }) => offsets)).toEqual([[0], [1]]);
  expect(stillTakingIn).toBe(true);
  expect(lane.intake).toBeUndefined();
  expect(lane.queue.length).toBe(2);
});

test('a lost lane gets nothing of what was being prepared', async () => {
  const { intake, lane, held, queued } = intaking();
  intake.take(lane, fetched(0));

  lane.lose();
  held[0]?.end();
  await turn();

  expect(held[0]?.signal.aborted).toBe(true);
  expect(queued).toEqual([]);
  expect(lane.queue.length).toBe(0);
});

test('a preparation that the lane’s end breaks off is no failure', async () => {
  const { intake, lane, held, queued } = intaking();
  intake.take(lane, fetched(0));

  lane.lose();
  held[0]?.fail();
  await lane.intake;

  expect(queued).toEqual([]);
});

test('a fetch without records moves the offset behind what Kafka left out', () => {
  const { intake, lane } = intaking(() => true);

  intake.take(lane, { partition: 0, records: [], nextOffset: 9 });
  const first = lane.progress();
  intake.take(lane, { partition: 0, records: [], nextOffset: 11 });

  expect(first).toBeUndefined();
  expect(lane.progress()).toBe(11);
});
