import { historyOf, latestRates } from '../../../../../local/console/overview/history.ts';
import { aSample, startMs } from '../a-sample.ts';

/** Of a pipeline that publishes 100 records a second and stores 50. */
function flowing(seconds: number) {
  return aSample(seconds, {
    ...{ published: seconds * 100, lag: seconds * 50, sink: { delivered: seconds * 50 } },
  });
}

const everyTwoSeconds = (count: number) => Array.from({ length: count }, (_, index) => flowing(index * 2));

test('rates are those of the last ten seconds', () => {
  const idle = [
    aSample(-20, { published: 0, sink: { delivered: 0 } }),
    aSample(-12, { published: 0, sink: { delivered: 0 } }),
  ];

  expect(latestRates([...idle, ...everyTwoSeconds(6)])).toEqual({ published: 100, stored: 50 });
  expect(latestRates([flowing(0), flowing(60)])).toEqual({ published: 100, stored: 50 });
});

test('rates are not known of one sample, of a part that is away, and of a count that began anew', () => {
  const none = { published: null, stored: null };

  expect(latestRates([])).toEqual(none);
  expect(latestRates([flowing(0)])).toEqual(none);
  expect(latestRates([flowing(0), { ...flowing(2), published: null, sink: null }])).toEqual(none);
  expect(latestRates([flowing(4), { ...flowing(6), sink: { delivered: 1 } }])).toEqual({
    published: 100,
    stored: null,
  });
});

test('rates are those since a part answers again, or since its count began anew', () => {
  const away = (seconds: number) => ({ ...flowing(seconds), published: null, sink: null });
  const beforeRestart = { ...flowing(0), published: 9000, sink: { delivered: 9000 } };
  const flow = { published: 100, stored: 50 };

  expect(latestRates([away(0), flowing(2), flowing(4)])).toEqual(flow);
  expect(latestRates([flowing(0), away(2), flowing(4)])).toEqual(flow);
  expect(latestRates([beforeRestart, flowing(2), flowing(4), flowing(6)])).toEqual(flow);
});

test('a quarter of an hour of samples makes 180 points', () => {
  const { at, published, stored, lag } = historyOf(everyTwoSeconds(450));

  expect(at).toHaveLength(180);
  expect(at.at(-1)).toBe(startMs / 1000 + 898);
  expect(published.slice(0, 3)).toEqual([null, 100, 100]);
  expect(stored.at(-1)).toBe(50);
  expect(lag.at(-1)).toBe(898 * 50);
  expect(new Set([at.length, published.length, stored.length, lag.length])).toEqual(new Set([180]));
});

test('what a part did not say is missing in its line only', () => {
  const { published, lag } = historyOf([
    flowing(0),
    { ...flowing(6), published: null, lag: null },
    flowing(12),
    flowing(18),
  ]);

  expect(published).toEqual([null, null, null, 100]);
  expect(lag).toEqual([0, null, 600, 900]);
});
