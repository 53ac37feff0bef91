import type { Group } from '../../../../../local/console/topics/read-groups.ts';
import { groupLag, groupView } from '../../../../../local/console/topics/read-topics.ts';

const bounds = new Map([
  [0, { low: 10, high: 100 }],
  [1, { low: 0, high: 50 }],
]);

function group(committed: readonly [number, number][], assigned: Record<string, number[]> = {}): Group {
  const members = [{ memberId: 'm', clientId: 'c', host: 'h', assigned }];
  return { groupId: 'g', state: 'Stable', members, committed: new Map([['t', new Map(committed)]]) };
}

test('the lag is what is left of the partitions that it has committed in', () => {
  expect(groupLag(group([[0, 90]]), 't', bounds)).toEqual({ groupId: 'g', state: 'Stable', lag: 10 });
});

test('records that are gone are not behind any more, and an end that was read later is no lag', () => {
  expect(groupLag(group([[0, 3]]), 't', bounds)?.lag).toBe(90);
  expect(groupLag(group([[1, 60]]), 't', bounds)?.lag).toBe(0);
});

test('a group that has committed nothing has no lag, and is shown when it reads', () => {
  expect(groupLag(group([]), 't', bounds)).toBeUndefined();
  expect(groupView(group([]), 't', bounds)).toBeUndefined();
  expect(groupView(group([], { t: [1] }), 't', bounds)).toMatchObject({ lag: null, members: [{ partitions: [1] }] });
});

test('each partition has what is committed', () => {
  expect(groupView(group([[1, 20]], { t: [0, 1], other: [5] }), 't', bounds)?.partitions).toEqual([
    { partition: 0, committed: null, lag: null },
    { partition: 1, committed: 20, lag: 30 },
  ]);
});
