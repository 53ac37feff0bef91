import { recoveryOf } from '../../fault/soak/soak.ts';
import { slopePerHour } from '../../fault/soak/trend.ts';

const minute = 60_000;

test('the slope of a line is that of its samples, whatever scatters around it', () => {
  const line = Array.from({ length: 60 }, (_, index) => ({ at: index * minute, value: 100 + index / 6 }));
  const scattered = line.map(({ at, value }, index) => ({ at, value: value + (index % 2 === 0 ? 1 : -1) }));

  expect(slopePerHour(line)).toBeCloseTo(10);
  expect(slopePerHour(scattered)).toBeCloseTo(10, 0);
  expect(slopePerHour(line.map(({ at }) => ({ at, value: 7 })))).toBe(0);
  expect(slopePerHour(line.slice(0, 1))).toBeNaN();
});

test('recoveries are told by fault, with the median and the longest', () => {
  const outages = [30, 10, 20].map((recoveryMs) => ({ fault: 'x', forgetsLetters: false, lastedMs: 1, recoveryMs }));

  expect(recoveryOf([...outages, { fault: 'y', forgetsLetters: false, lastedMs: 1, recoveryMs: 5 }])).toEqual({
    x: { times: 3, medianMs: 20, maximumMs: 30 },
    y: { times: 1, medianMs: 5, maximumMs: 5 },
  });
});
