import { checkHistory } from '../../conformance/workload/check-history.ts';
import type { History, Invocation, RecordPlace } from '../../conformance/workload/history.ts';

const at = (...offsets: number[]): RecordPlace[] => offsets.map((offset) => ({ partition: 0, offset }));

function invocation(startedAt: number, records: RecordPlace[], failed: RecordPlace[] = []): Invocation {
  return { startedAt, endedAt: startedAt + 10, records, failed };
}

const committed = (seenAt: number, offset: number) => ({ seenAt, offsets: new Map([[0, offset]]) });

/** Four records, the second of which the filters leave out, in two batches that succeed. */
const good: History = {
  rules: { retries: 1, splits: 0, hasQueue: false },
  produced: at(0, 1, 2, 3).map((place) => ({ ...place, matches: place.offset !== 1 })),
  invocations: [invocation(100, at(0, 2)), invocation(200, at(3))],
  failures: [],
  commits: [committed(50, 0), committed(150, 3), committed(300, 4)],
  disturbances: [],
};
const killed = { kind: 'kill', from: 90, until: 110, leavesInvocations: true };
const restarted = { kind: 'restart', from: 215, until: 216, leavesInvocations: false };

test.each<[string, Partial<History>]>([
  ['one that keeps every rule', {}],
  ['a retry within the budget', { invocations: [invocation(80, at(0, 2), at(0, 2)), ...good.invocations] }],
  [
    'a record that is given up after its retries',
    { invocations: [...twice(100, at(0, 2)), invocation(300, at(3))], commits: [committed(250, 3), committed(400, 4)] },
  ],
  [
    'a delivery again after a restart',
    { disturbances: [restarted], invocations: [...good.invocations, invocation(220, at(3))] },
  ],
  [
    'two invocations of a partition after a kill',
    { disturbances: [killed], invocations: [invocation(95, at(0, 2)), ...good.invocations] },
  ],
  [
    'a partial failure',
    { invocations: [invocation(100, at(0, 2), at(2)), invocation(120, at(2)), invocation(200, at(3))] },
  ],
])('allows %s', (_, changed) => {
  expect(checkHistory({ ...good, ...changed })).toEqual([]);
});

test.each<[string, Partial<History>, RegExp]>([
  ['a record that never came', { invocations: [invocation(100, at(0)), invocation(200, at(3))] }, /^0@2 was neither/],
  [
    'a record given up too soon',
    { invocations: [invocation(100, at(0, 2), at(0, 2)), invocation(200, at(3))] },
    /^0@0 was neither/,
  ],
  [
    'a record given up that is not in the queue',
    {
      rules: { ...good.rules, hasQueue: true },
      invocations: [...twice(100, at(0, 2)), invocation(300, at(3))],
      failures: [{ partition: 0, first: 2, last: 2 }],
      commits: [committed(400, 4)],
    },
    /^0@0 is not in the queue/,
  ],
  [
    'an offset that passes a record at work',
    { commits: [committed(105, 3), committed(300, 4)] },
    /offset 3 passed 0@0 too early/,
  ],
  ['an offset that falls', { commits: [committed(150, 3), committed(160, 2), committed(300, 4)] }, /fell from 3 to 2/],
  ['an offset that stays behind', { commits: [committed(300, 3)] }, /ended at 3 instead of 4/],
  [
    'a record that overtakes another',
    {
      invocations: [invocation(100, at(0)), invocation(200, at(3)), invocation(300, at(2))],
      commits: [committed(400, 4)],
    },
    /^0@3 overtook 0@2/,
  ],
  [
    'an event whose records are not in order',
    { invocations: [invocation(100, at(2, 0)), invocation(200, at(3))] },
    /in this order/,
  ],
  [
    'two invocations of a partition at once',
    { invocations: [invocation(100, at(0, 2)), invocation(105, at(3))] },
    /another invocation had its partition/,
  ],
  [
    'a record that is tried too often',
    { invocations: [...twice(50, at(0, 2)), invocation(80, at(0, 2), at(0, 2)), ...good.invocations] },
    /tried more than 2 times/,
  ],
  [
    'a delivery again for no reason',
    { invocations: [...good.invocations, invocation(220, at(3))] },
    /delivered again for no reason/,
  ],
  [
    'more deliveries than restarts',
    { disturbances: [restarted], invocations: [...good.invocations, invocation(216, at(3)), invocation(230, at(3))] },
    /3 times in 2 lives/,
  ],
])('finds %s', (_, changed, violation) => {
  expect(checkHistory({ ...good, ...changed })).toContainEqual(expect.stringMatching(violation));
});

function twice(startedAt: number, records: RecordPlace[]): Invocation[] {
  return [startedAt, startedAt + 15].map((time) => invocation(time, records, records));
}
