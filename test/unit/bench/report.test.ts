import { ratio, table, together } from '../../../bench/report.ts';

const series = (name: string, ...values: number[]) => ({ name, unit: 'records/s', values });

test('a ratio is the median of those of the rounds: a machine that slows down changes nothing', () => {
  const own = series('own', 100, 50, 10);
  const bare = series('bare', 200, 100, 25);

  expect(ratio(own, bare)).toEqual({ name: 'own / bare', value: 0.5, better: 'more' });
  expect(ratio(bare, own, 'less')).toEqual({ name: 'bare / own', value: 2, better: 'less' });
});

test('a round that the reference has not had is no ratio', () => {
  expect(ratio(series('own', 1, 2), series('bare', 1)).value).toBeNaN();
});

test('parts of a bench are told one after the other', () => {
  const first = { series: [series('a', 1)], ratios: [], figures: { x: 1 } };
  const second = { series: [series('b', 1)], ratios: [ratio(series('b', 1), series('a', 1))], figures: { y: 2 } };

  expect(together([first, second])).toEqual({
    series: [series('a', 1), series('b', 1)],
    ratios: [{ name: 'b / a', value: 1, better: 'more' }],
    figures: { x: 1, y: 2 },
  });
});

test('people read the median, and from where to where the rounds went', () => {
  const own = series('own', 1000, 3000, 2000);
  const text = table({ bench: 'x', series: [own], ratios: [ratio(own, own)], figures: { others: 7 } });

  expect(text).toBe('own        2,000 records/s  (1,000 to 3,000)\nown / own  1\nothers     7\n');
});
