import type { ListedLetter } from '../../../../../lambdas/redrive/list-letters.ts';
import { letterList, pageSize } from '../../../../../local/console/dead-letters/letter-list.ts';

const letter = (offset: number, changes: Partial<ListedLetter> = {}): ListedLetter => ({
  ...{ id: `users-0-${offset}`, kind: 'record', reason: 'INVALID_RECORD', message: 'id: is no user' },
  ...{ ranges: [{ topic: 'users', partition: 0, first: offset, last: offset }], records: 1, bytes: 7 },
  ...{ failedAt: '2026-08-01T00:00:00.000Z', ageSeconds: 1, ...changes },
});

test('a page has the letters of the chosen reason from a place on, and the counts of all', () => {
  const letters = [
    ...Array.from({ length: 120 }, (_, index) => letter(index)),
    letter(500, { reason: 'STORE_REFUSED' }),
  ];
  const result = { queued: 121, reasons: { STORE_REFUSED: 1, INVALID_RECORD: 120 }, complete: true, letters };

  const list = letterList(result, 0, { reason: 'INVALID_RECORD', from: 100 });

  expect(list).toMatchObject({ at: '1970-01-01T00:00:00.000Z', lookedAt: 121, complete: true, total: 120, from: 100 });
  expect(list.letters.map(({ id }) => id)).toEqual(letters.slice(100, 120).map(({ id }) => id));
  expect(list.reasons.map(({ reason, letters: count }) => [reason, count])).toEqual([
    ['INVALID_RECORD', 120],
    ['STORE_REFUSED', 1],
  ]);
  expect(letterList(result, 0, { from: 0 }).letters).toHaveLength(pageSize);
});

test('of a full list it is not known whether other reasons are behind it', () => {
  const result = { queued: 9, reasons: { INVALID_RECORD: 1, Other: 1 }, complete: false, letters: [letter(0)] };

  const { reasons } = letterList(result, 0, { from: 0 });

  expect(reasons.find(({ reason }) => reason === 'STORE_REFUSED')).toMatchObject({ letters: null });
  expect(reasons.find(({ reason }) => reason === 'Other')).toEqual({ reason: 'Other', letters: 1, help: null });
});

test('a reason without letters is there when it is chosen, and a long message is cut', () => {
  const result = {
    queued: 1,
    reasons: { INVALID_RECORD: 1 },
    complete: true,
    letters: [letter(0, { message: 'x'.repeat(9999) })],
  };

  const list = letterList(result, 0, { reason: 'RecordAgeExceeded', from: 0 });

  expect(list).toMatchObject({ total: 0, letters: [] });
  expect(list.reasons.at(-1)).toMatchObject({ reason: 'RecordAgeExceeded', letters: 0 });
  expect(letterList(result, 0, { from: 0 }).letters[0]?.message).toHaveLength(301);
});
