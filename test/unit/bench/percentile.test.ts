import { percentile } from '../../../bench/percentile.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [50, 51],
  [99, 100],
  [100, 100],
])('p%i of 1 to 100 is %i', (percent, value) => {
  expect(percentile(hundred, percent)).toBe(value);
});

test('of one value it is that one, and of none it is no number', () => {
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([], 50)).toBeNaN();
});
