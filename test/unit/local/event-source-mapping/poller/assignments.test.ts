import { Assignments } from '../../../../../local/event-source-mapping/poller/assignments.ts';

function assigned(...partitions: number[]): Assignments {
  const assignments = new Assignments();
  for (const partition of partitions) assignments.add(partition);
  return assignments;
}

test('a partition has no position until it is known where it begins', () => {
  const assignments = assigned(0, 1);
  const unknown = { positioned: assignments.positioned, positions: [...assignments.positions] };

  const begun = [assignments.begin(0, 5), assignments.begin(1, 7)];

  expect(unknown).toEqual({ positioned: false, positions: [] });
  expect(begun).toEqual([true, true]);
  expect(assignments.positioned).toBe(true);
  expect([...assignments.positions]).toEqual([
    [0, { fetchOffset: 5, resolvedOffset: 5, committedOffset: 5 }],
    [1, { fetchOffset: 7, resolvedOffset: 7, committedOffset: 7 }],
  ]);
});

test('begins a partition once, and none that was lost', () => {
  const assignments = assigned(0);
  assignments.begin(0, 5);

  expect(assignments.begin(0, 9)).toBe(false);
  expect(assignments.begin(1, 9)).toBe(false);
  expect(assignments.get(0)).toEqual({ fetchOffset: 5, resolvedOffset: 5, committedOffset: 5, paused: false });
});

test('knows its partitions, also after one was lost', () => {
  const assignments = assigned(0, 1, 2);

  assignments.remove(1);

  expect(assignments.partitions).toEqual([0, 2]);
  expect(assignments.size).toBe(2);
  expect(assignments.get(1)).toBeUndefined();
});

test('counts what a commit passes, of its own partitions, and nothing when an offset goes back', () => {
  const assignments = assigned(0, 1);
  assignments.begin(0, 5);
  assignments.begin(1, 5);

  const first = assignments.noteCommitted(
    new Map([
      [0, 8],
      [1, 6],
      [9, 100],
    ]),
  );
  const back = assignments.noteCommitted(new Map([[0, 2]]));

  expect(first).toBe(4);
  expect(back).toBe(0);
  expect(assignments.get(0)?.committedOffset).toBe(2);
});

test('the lag is from what is committed to the end of the topic, never less than nothing', () => {
  const assignments = assigned(0, 1, 2, 3);
  assignments.begin(0, 5);
  assignments.begin(1, 1);
  assignments.begin(2, 30);
  const ranges = [0, 1, 2].map((partition) => [partition, { low: 0, high: 10 }] as const);

  expect(assignments.lagBehind(new Map(ranges))).toEqual({ sum: 5 + 9, max: 9 });
  assignments.begin(3, 0);
  expect(assignments.lagBehind(new Map(ranges))).toEqual({ sum: 5 + 9, max: 9 });
});
