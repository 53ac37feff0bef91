import { fitLine, fitPower } from '../../../../bench/growth/line.ts';

test('points on a line give it back', () => {
  const points = [1, 2, 5].map((x) => ({ x, y: 7 + 3 * x }));

  const { intercept, slope } = fitLine(points);

  expect(intercept).toBeCloseTo(7);
  expect(slope).toBeCloseTo(3);
});

test('points beside a line pull it to them in equal parts', () => {
  expect(
    fitLine([
      { x: 0, y: 1 },
      { x: 0, y: 3 },
      { x: 1, y: 4 },
    ]),
  ).toEqual({ intercept: 2, slope: 2 });
});

test.each([
  [0, 'stays the same'],
  [1, 'grows in proportion'],
  [2, 'grows with the square'],
])('the power is %d of what %s', (power) => {
  const points = [10, 100, 1000].map((x) => ({ x, y: 5 * x ** power }));

  expect(fitPower(points)).toBeCloseTo(power);
});

test('one point has no slope', () => {
  expect(fitLine([{ x: 1, y: 1 }]).slope).toBeNaN();
});
