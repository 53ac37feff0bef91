import fc from 'fast-check';
import { newestChanges } from '../../../../lambdas/sink-users/newest-changes.ts';
import { readRecords, type UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import { sampleUser } from '../sample-user.ts';
import { change, idOf, record } from './sample-changes.ts';

function changeOf(user: number, timestampMs: number, offset: number, gone = false): UserChange {
  const { user: value } = change(user);
  const version = timestampMs * 1000 + (offset % 1000);
  return change(user, { place: { partition: 't-0', offset }, offset, version, user: gone ? null : value });
}

test('of several changes of a user the one of the latest time is left, wherever it stands', () => {
  const newest = changeOf(1, 30, 1);

  expect(newestChanges([changeOf(1, 10, 0), newest, changeOf(1, 20, 2)])).toEqual([newest]);
});

test.each([
  [0, 1],
  [998, 999],
  [1000, 1999],
  [1999, 2999],
])('of two changes in one millisecond, at the offsets %i and %i, the later is left', (early, late) => {
  const [earlier, later] = [changeOf(1, 10, early), changeOf(1, 10, late)];

  expect(newestChanges([earlier, later])).toEqual([later]);
  expect(newestChanges([later, earlier])).toEqual([later]);
});

test('on both sides of a full thousand of offsets the earlier is left, as both stores would keep it', () => {
  const [earlier, later] = [changeOf(1, 10, 999), changeOf(1, 10, 1000)];

  expect(newestChanges([earlier, later])).toEqual([earlier]);
  expect(newestChanges([later, earlier])).toEqual([earlier]);
});

test('of one version a deletion is left, as both stores would keep it', () => {
  const [gone, user] = [changeOf(1, 10, 5, true), changeOf(1, 10, 1005)];

  expect(newestChanges([gone, user])).toEqual([gone]);
  expect(newestChanges([user, gone])).toEqual([gone]);
});

test('a replayed change counts by the offset that it had, not by the one that it has', () => {
  const replayed = { ...changeOf(1, 10, 3), place: { partition: 't-0', offset: 90_000 } };
  const later = changeOf(1, 10, 4);

  expect(newestChanges([replayed, later])).toEqual([later]);
  expect(newestChanges([later, replayed])).toEqual([later]);
});

test('a later time counts, even at an earlier offset', () => {
  const [early, late] = [changeOf(1, 11, 5), changeOf(1, 10, 2000)];

  expect(newestChanges([early, late])).toEqual([early]);
  expect(newestChanges([late, early])).toEqual([early]);
});

test('a deletion counts as any other change does', () => {
  const gone = changeOf(1, 20, 1, true);
  const back = changeOf(2, 30, 3);

  expect(newestChanges([changeOf(1, 10, 0), gone, changeOf(2, 20, 2, true), back])).toEqual([gone, back]);
});

test('changes of several users come in the order of the ids', () => {
  const newest = newestChanges([changeOf(3, 1, 0), changeOf(1, 1, 1), changeOf(10, 1, 2), changeOf(2, 1, 3)]);

  expect(newest.map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3), idOf(10)]);
});

test('no changes are none', () => {
  expect(newestChanges([])).toEqual([]);
});

test('of the records of one millisecond the one with the highest version is left, whatever their offsets', () => {
  const offsets = fc.uniqueArray(fc.nat({ max: 1_000_000_000 }), { minLength: 1, maxLength: 10 });
  const times = fc.integer({ min: 1, max: 4_102_444_800_000 });

  fc.assert(
    fc.property(times, offsets, (timestamp, all) => {
      const value = JSON.stringify({ ...sampleUser, id: idOf(1) });
      const records = all.map((offset) => record(offset, { key: idOf(1), value, timestamp }));

      const newest = newestChanges(readRecords({ records: { 't-0': records } }).changes);

      const highest = [...all].sort((a, b) => (a % 1000) - (b % 1000) || a - b).slice(-1);
      expect(newest.map(({ place }) => place.offset)).toEqual(highest);
    }),
  );
});

test('what is left is what writing all of them in turn would leave, in whatever order they are given', () => {
  const any = fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 6 }), fc.boolean());
  const inOrder = fc.array(any, { maxLength: 30 }).map((list) =>
    // Across a full thousand of offsets.
    list.map(([user, timestampMs, gone], index) => changeOf(user, timestampMs, 985 + index, gone)),
  );
  const shuffled = inOrder.chain((all) =>
    fc.shuffledSubarray(all, { minLength: all.length }).map((mixed) => ({ all, mixed })),
  );

  fc.assert(
    fc.property(shuffled, ({ all, mixed }) => {
      const newest = newestChanges(mixed);

      const stored: Record<string, UserChange> = {};
      for (const one of all) {
        if (one.version >= (stored[one.id]?.version ?? 0)) stored[one.id] = one;
      }
      const ids = Object.keys(stored).sort();
      expect(newest).toEqual(ids.map((id) => stored[id]));
    }),
  );
});
