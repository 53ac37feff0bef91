import {
  besides,
  chosenPartitions,
  formatPositions,
  readPlace,
  readPositions,
} from '../../../../../local/console/topics/reading/positions.ts';

const bounds = new Map([
  [0, { low: 5, high: 10 }],
  [1, { low: 0, high: 3 }],
]);

test('positions are read as they are written', () => {
  const positions = new Map([
    [0, 7],
    [12, 9_000_000_000],
  ]);

  expect(readPositions(formatPositions(positions))).toEqual(positions);
});

test.each(['', '1', '1-', '-1', '1-2,', '1-2;3-4', 'a-b'])('«%s» is no list of positions', (text) => {
  expect(() => readPositions(text)).toThrow('is no list of partitions and offsets');
});

test('a place is an offset or a time', () => {
  expect(readPlace('from', '12')).toEqual({ offset: 12 });
  expect(readPlace('from', '2026-07-01T00:00:00Z')).toEqual({ timeMs: Date.UTC(2026, 6, 1) });
  expect(readPlace('from', '')).toBeUndefined();
});

test.each(['-1', '1.5', 'yesterday', '2026-13-45', '99999999999999999'])('«%s» is no place', (text) => {
  expect(() => readPlace('from', text)).toThrow(`from=${text} is neither an offset nor a time`);
});

test('what is beside positions ends at the bounds, wherever the positions are', () => {
  const positions = new Map([
    [0, 7],
    [1, 99],
  ]);

  expect(besides(positions, 'newer', bounds)).toEqual(
    new Map([
      [0, { low: 7, high: 10 }],
      [1, { low: 3, high: 3 }],
    ]),
  );
  expect(besides(positions, 'older', bounds)).toEqual(
    new Map([
      [0, { low: 5, high: 7 }],
      [1, { low: 0, high: 3 }],
    ]),
  );
  expect([...besides(new Map([[1, 2]]), 'newer', bounds).keys()]).toEqual([1]);
});

test('partitions are chosen by their numbers', () => {
  expect([...chosenPartitions('1', bounds).keys()]).toEqual([1]);
  expect([...chosenPartitions(undefined, bounds).keys()]).toEqual([0, 1]);
  expect(() => chosenPartitions('0,2', bounds)).toThrow('partitions=0,2 names 2; the topic has 0 to 1.');
});
