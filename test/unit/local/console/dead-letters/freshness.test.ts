import { isStale } from '../../../../../local/console/dead-letters/freshness.ts';

const answer = { queued: 3, reasons: { A: 2, B: 1 }, complete: true, letters: [] };
const read = { answer, answeredMs: 0, triedMs: 0, isAsking: false };
const seconds = 1000;

test.each([
  ['none was read yet', { isAsking: false }, { waiting: 3, taken: 0 }, 60, true],
  ['it is the same', read, { waiting: 3, taken: 0 }, 60, false],
  ['a letter has come', read, { waiting: 4, taken: 0 }, 60, true],
  ['a letter has come, but it was read just now', read, { waiting: 4, taken: 0 }, 9, false],
  ['somebody holds letters', read, { waiting: 1, taken: 4 }, 60, false],
  ['it is old', read, { waiting: 3, taken: 0 }, 301, true],
  [
    'it was full, and is as long',
    { ...read, answer: { ...answer, complete: false, queued: 9 } },
    { waiting: 9, taken: 0 },
    60,
    false,
  ],
  [
    'it could not be read just now',
    { isAsking: false, triedMs: 55 * seconds, problem: new Error() },
    { waiting: 3, taken: 0 },
    60,
    false,
  ],
] as const)('%s', (_, known, depth, now, stale) => {
  expect(isStale(known, depth, now * seconds)).toBe(stale);
});
