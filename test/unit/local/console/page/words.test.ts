import { bytes, count, counted, duration, rate, relative, time } from '../../../../../local/console/page/words.ts';

test.each([
  [0, '0'],
  [1_234_567, '1,234,567'],
])('%d is written as %s', (value, text) => {
  expect(count(value)).toBe(text);
});

test('one and many', () => {
  expect([counted(1, 'record'), counted(0, 'record'), counted(2000, 'day'), counted(2, 'query', 'queries')]).toEqual([
    ...['1 record', '0 records', '2,000 days', '2 queries'],
  ]);
});

test.each([
  [0, '0/s'],
  [0.25, '0.3/s'],
  [9.94, '9.9/s'],
  [12.4, '12/s'],
  [11_900, '11,900/s'],
])('a rate of %d is %s', (value, text) => {
  expect(rate(value)).toBe(text);
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1024 ** 2, '1.0 MiB'],
  [1536 * 1024 ** 2, '1.5 GiB'],
  [5 * 1024 ** 4, '5120.0 GiB'],
])('%d bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [42.4, '42 ms'],
  [100, '0.1 s'],
  [3240, '3.2 s'],
  [59_400, '59 s'],
  // Never sixty seconds of a minute.
  [59_700, '1 min 0 s'],
  [9960, '10 s'],
  [250_000, '4 min 10 s'],
  [3_599_999, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
])('%d ms are %s', (value, text) => {
  expect(duration(value)).toBe(text);
});

test.each([
  [0, 'just now'],
  [-9, 'just now'],
  [-30, '30 seconds ago'],
  [-100, '2 minutes ago'],
  [-3600, '1 hour ago'],
  [3 * 3600, 'in 3 hours'],
  [-86_400, 'yesterday'],
  [-20 * 86_400, '20 days ago'],
])('%d s from now are %s', (seconds, text) => {
  const now = Date.parse('2026-11-15T12:00:00Z');

  expect(relative(new Date(now + seconds * 1000).toISOString(), now)).toBe(text);
});

test('a time is of the reader’s zone, to the second', () => {
  expect(time('2026-11-15T12:34:56Z')).toMatch(/2026.*:34:56/);
});
