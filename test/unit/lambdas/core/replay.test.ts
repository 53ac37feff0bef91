import { InvalidUserError } from '../../../../lambdas/core/errors.ts';
import { readReplay, replayHeaders } from '../../../../lambdas/core/replay.ts';

const replay = { partition: 3, offset: 12_345, timestampMs: 1_700_000_000_000, count: 2 };
const read = (headers: Record<string, string>) => readReplay((name) => headers[name]);

test('what is written into the headers is read from them', () => {
  expect(read(replayHeaders(replay))).toEqual(replay);
});

test('a record without them is no replay', () => {
  expect(read({ 'run-id': '2026-01-31.1' })).toBeUndefined();
});

test.each([
  ['half of them', { 'replay-offset': '5' }],
  ['one that is no number', { ...replayHeaders(replay), 'replay-count': 'twice' }],
  ['one below zero', { ...replayHeaders(replay), 'replay-partition': '-1' }],
])('%s are refused by name', (_, headers) => {
  expect(() => read(headers)).toThrow(InvalidUserError);
  expect(() => read(headers)).toThrow(/header replay-/);
});
