import { Lane, queuesOf } from '../../../../../local/event-source-mapping/processor/lane.ts';
import { eventRecord } from '../event-records.ts';

/** What is taken off the lane's queue, as a batch that is under way. */
function send(lane: Lane, count: number): number[] {
  const records = Array.from({ length: count }, () => lane.queue.shift()).filter((record) => record !== undefined);
  lane.tracker.begin(records);
  return records.map(({ offset }) => offset);
}

test('a lane that took nothing in has no progress to tell', () => {
  expect(new Lane(0).progress()).toBeUndefined();
});

test('the offset to commit stands before the oldest record that waits or is under way', () => {
  const lane = new Lane(0);
  const told: (number | undefined)[] = [];

  lane.takeIn([eventRecord(5), eventRecord(6)], 5, 7);
  told.push(lane.progress());
  const batch = send(lane, 1);
  told.push(lane.progress());
  lane.tracker.resolve(batch);
  told.push(lane.progress(), lane.progress());
  lane.tracker.resolve(send(lane, 1));
  told.push(lane.progress());

  expect(told).toEqual([undefined, undefined, 6, undefined, 7]);
});

test('what needs nothing is passed at once, also at the end', () => {
  const lane = new Lane(0);

  lane.takeIn([eventRecord(7)], 5, 9);
  const toFirst = lane.progress();
  lane.tracker.resolve(send(lane, 1));
  const toEnd = lane.progress();
  lane.takeIn([], 9, 12);

  expect([toFirst, toEnd, lane.progress()]).toEqual([7, 9, 12]);
});

test('its window begins with its oldest record, or when its last batch ended', () => {
  const lane = new Lane(0);
  const before = Date.now();
  lane.takeIn([eventRecord(0)], 0, 1);
  const since = lane.windowStartMs;

  lane.completedAtMs = since + 500;
  const afterBatch = lane.windowStartMs;
  lane.completedAtMs = since - 500;

  expect(since).toBeGreaterThanOrEqual(before);
  expect(since).toBeLessThanOrEqual(Date.now());
  expect(afterBatch).toBe(since + 500);
  expect(lane.windowStartMs).toBe(since);
});

test('a lost lane takes nothing in any more', () => {
  const lane = new Lane(4);
  const before = { owned: lane.owned, ended: lane.intakeEnd.signal.aborted };

  lane.lose();

  expect(before).toEqual({ owned: true, ended: false });
  expect(lane.owned).toBe(false);
  expect(lane.intakeEnd.signal.aborted).toBe(true);
});

test('lanes have their partitions’ queues', () => {
  const lanes = [new Lane(4), new Lane(2)];

  expect(queuesOf(lanes).map(({ partition }) => partition)).toEqual([4, 2]);
});
