import { Batches } from '../../../../../local/event-source-mapping/processor/batches.ts';
import { Lane } from '../../../../../local/event-source-mapping/processor/lane.ts';
import { eventRecords } from '../event-records.ts';

test('a partition is held until the last of its records is resolved', () => {
  const batches = new Batches();
  const [lane, other, idle] = [new Lane(0), new Lane(1), new Lane(2)];
  const [first, second] = eventRecords(2, 0);
  const batch = batches.begin([...eventRecords(2, 0), ...eventRecords(1, 1)], [lane, other, idle]);
  const held = () => [0, 1, 2].filter((partition) => batches.hold(partition));
  const atFirst = held();

  const once = batches.resolve(
    batch,
    [first].filter((record) => record !== undefined),
  );
  const afterOne = held();
  const twice = batches.resolve(
    batch,
    [second].filter((record) => record !== undefined),
  );

  expect([...batch.keys()]).toEqual([0, 1]);
  expect(atFirst).toEqual([0, 1]);
  expect(afterOne).toEqual([0, 1]);
  expect(held()).toEqual([1]);
  expect([once, twice]).toEqual([[lane], [lane]]);
  expect(lane.completedAtMs).toBeGreaterThan(0);
  expect(other.completedAtMs).toBe(0);
});

test('what is not of the batch resolves nothing', () => {
  const batches = new Batches();
  const batch = batches.begin(eventRecords(1, 0), [new Lane(0)]);

  expect(batches.resolve(batch, eventRecords(1, 5))).toEqual([]);
  expect(batches.hold(0)).toBe(true);
});

test('a batch that ends unresolved frees its partitions', () => {
  const batches = new Batches();
  const batch = batches.begin([...eventRecords(1, 0), ...eventRecords(1, 1)], [new Lane(0), new Lane(1)]);

  batches.end(batch);

  expect([0, 1].filter((partition) => batches.hold(partition))).toEqual([]);
});

test('the end of a batch does not free what the next one holds', () => {
  const batches = new Batches();
  const lane = new Lane(0);
  const earlier = batches.begin(eventRecords(1, 0), [lane]);
  batches.resolve(earlier, eventRecords(1, 0));
  batches.begin(eventRecords(1, 0), [lane]);

  batches.end(earlier);

  expect(batches.hold(0)).toBe(true);
});
