import {
  type Baseline,
  compare,
  describe as describeAll,
  readBaseline,
  requireKept,
  withResults,
} from '../../../bench/baseline.ts';
import type { Ratio, Report } from '../../../bench/report.ts';

const more = (value: number): Ratio => ({ name: 'own / bare', value, better: 'more' });
const less = (value: number): Ratio => ({ name: 'own / bare, CPU', value, better: 'less' });
const report = (bench: string, ...ratios: Ratio[]): Report => ({ bench, series: [], ratios, figures: {} });
const baseline: Baseline = { sink: [more(1), less(2)], fetch: [more(1)] };

const worseOf = (...ratios: Ratio[]) =>
  compare(baseline, [report('sink', ...ratios)], [])
    .filter(({ kept }) => !kept)
    .map(({ ratio }) => ratio.name);

test.each([
  ['as it was', more(1), less(2), []],
  ['better both ways', more(5), less(0.1), []],
  ['as bad as is tolerated', more(0.85), less(2.35), []],
  ['too little of what should be much', more(0.84), less(2), ['own / bare']],
  ['too much of what should be little', more(1), less(2.36), ['own / bare, CPU']],
  ['no number', more(Number.NaN), less(2), ['own / bare']],
])('%s', (_, speed, cost, worse) => {
  expect(worseOf(speed, cost)).toEqual(worse);
});

test('a ratio that the result has lost is not kept', () => {
  expect(worseOf(more(1))).toEqual(['own / bare, CPU']);
});

test('a failure names the figure', () => {
  const comparisons = compare(baseline, [report('sink', more(0.5), less(2))], ['sink']);

  expect(() => requireKept(comparisons)).toThrow('Worse than 85 % of the baseline: sink: own / bare.');
  expect(describeAll(comparisons)).toBe(
    'WORSE  sink: own / bare: 0.5, baseline 1 (more is better)\n' +
      'ok     sink: own / bare, CPU: 2, baseline 2 (less is better)\n',
  );
});

test('what is as good as it was passes', () => {
  expect(() => requireKept(compare(baseline, [report('sink', more(1), less(2))], []))).not.toThrow();
});

test('only benches that were asked for are compared', () => {
  const reports = [report('sink', more(0.1)), report('fetch', more(1))];

  expect(compare(baseline, reports, ['fetch']).map(({ bench }) => bench)).toEqual(['fetch']);
});

test.each([
  ['a bench without a result', ['sink'], 'sink has no result'],
  ['a bench without a baseline', ['esm'], 'esm has no baseline'],
])('%s is an error when it was asked for', (_, names, message) => {
  expect(() => compare(baseline, [report('esm')], names)).toThrow(message);
});

test('to compare nothing is an error', () => {
  expect(() => compare(baseline, [report('esm')], [])).toThrow('There is no result that has a baseline');
});

test('results become the baseline, of the benches that were named', () => {
  const reports = [report('sink', more(3)), report('esm', more(4)), report('start')];

  expect(withResults(baseline, reports, ['esm'])).toEqual({ ...baseline, esm: [more(4)] });
  expect(withResults(baseline, reports, [])).toEqual({ ...baseline, sink: [more(3)], esm: [more(4)] });
});

test('the baseline that is kept here has ratios only, each with its direction', () => {
  const ratios = Object.values(readBaseline()).flat();

  expect(ratios.length).toBeGreaterThan(0);
  for (const { name, value, better } of ratios) {
    expect(name).toMatch(/ \/ /);
    expect(value).toBeGreaterThan(0);
    expect(['more', 'less']).toContain(better);
  }
});
