import { barOf, byUnit } from '../../../../bench/page/plot.ts';
import { renderPage } from '../../../../bench/page/render-page.ts';

const result = {
  bench: 'sink',
  series: [
    { name: 'pipeline', unit: 'records/s', values: [8000, 10_000, 9000] },
    { name: 'bare <loop> & "more"', unit: 'records/s', values: [20_000] },
    { name: 'memory', unit: 'MiB', values: [100] },
    { name: 'never measured', unit: 's', values: [] },
  ],
  ratios: [{ name: 'pipeline / bare loop', value: 0.45, better: 'more' as const }],
  figures: { 'views that are slow': 0 },
  machine: { cpu: 'A CPU', cores: 2, memoryGib: 24 },
  node: 'v22.0.0',
  at: '2026-01-31T10:00:00.000Z',
};

test('a bar is as long as its median, in percent of the largest value of its plot', () => {
  expect(barOf([8000, 10_000, 9000], 9000, 20_000)).toEqual({ minimum: 40, median: 45, maximum: 50 });
  expect(barOf([0], 0, 0)).toEqual({ minimum: 0, median: 0, maximum: 0 });
});

test('what has another unit stands in another plot', () => {
  expect(byUnit(result.series).map(([unit, own]) => [unit, own.length])).toEqual([
    ['records/s', 2],
    ['MiB', 1],
    ['s', 1],
  ]);
});

test('a page shows each series with its median and range, ratios with their direction, and the machine', () => {
  const page = renderPage([result]);

  expect(page).toContain('<span>pipeline</span>');
  expect(page).toContain('<rect width="45%"');
  expect(page).toContain('<line x1="40%" x2="50%"');
  expect(page).toContain('9,000 <small>(8,000 to 10,000)</small>');
  expect(page).toContain('<td>pipeline / bare loop</td><td>0.45</td><td>more is better</td>');
  expect(page).toContain('<td>views that are slow</td><td>0</td>');
  expect(page).toContain('2026-01-31 10:00 UTC, 2 cores (A CPU), 24 GiB, Node.js v22.0.0');
});

test('one value has no whisker, and a series without any is left out', () => {
  const page = renderPage([{ ...result, series: result.series.slice(2) }]);

  expect(page).not.toContain('<line');
  expect(page).toContain('<span>memory</span>');
  expect(page).not.toContain('never measured');
});

test('names are text, and nothing is loaded from anywhere', () => {
  const page = renderPage([result]);

  expect(page).toContain('<span>bare &lt;loop&gt; &amp; &quot;more&quot;</span>');
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(|src=/);
});

test('it is light or dark as the reader has it', () => {
  expect(renderPage([])).toContain('@media (prefers-color-scheme: dark)');
  expect(renderPage([])).toContain('Nothing has been measured yet');
});
