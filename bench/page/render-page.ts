import { median, type Ratio, round, type Series } from '../report.ts';
import type { Result } from '../results.ts';
import { barOf, byUnit, drawBar } from './plot.ts';
import { style } from './style.ts';

/** One page of HTML that loads nothing: each bench with its plots, ratios and other figures. */
export function renderPage(results: readonly Result[]): string {
  const body =
    results.length === 0 ? '<p>Nothing has been measured yet: npm run bench.</p>' : results.map(section).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Benchmarks</title>
<style>${style}</style>
</head>
<body>
<h1>Benchmarks</h1>
<p>A bar is the median of the rounds; the line over it goes from the smallest to the largest.</p>
${body}
</body>
</html>
`;
}

function section({ bench, series, ratios, figures, machine, node, at }: Result): string {
  const where = `${at.slice(0, 16).replace('T', ' ')} UTC, ${machine.cores} cores (${machine.cpu ?? 'unknown'}), ${machine.memoryGib} GiB, Node.js ${node}`;
  return [
    `<h2 id="${escaped(bench)}">${escaped(bench)}</h2>`,
    `<p>${escaped(where)}</p>`,
    ...byUnit(series.filter(({ values }) => values.length > 0)).map(plot),
    table('Ratios, round by round', ratios.map(ratioRow)),
    table(
      'Other figures',
      Object.entries(figures).map(([name, value]) => cells(name, number(value))),
    ),
  ].join('\n');
}

function plot([unit, series]: [string, Series[]]): string {
  const largest = Math.max(...series.flatMap(({ values }) => values));
  return `<h3>${escaped(unit)}</h3>\n${series.map((one) => row(one, largest)).join('\n')}`;
}

function row({ name, unit, values }: Series, largest: number): string {
  const middle = median(values);
  const range =
    values.length > 1 ? ` <small>(${number(Math.min(...values))} to ${number(Math.max(...values))})</small>` : '';
  const label = escaped(`${name}: ${number(middle)} ${unit}`);
  const bar = drawBar(barOf(values, middle, largest), label);
  return `<div class="row"><span>${escaped(name)}</span>${bar}<span>${number(middle)}${range}</span></div>`;
}

function ratioRow({ name, value, better }: Ratio): string {
  return cells(name, number(value), `${better} is better`);
}

function table(title: string, rows: readonly string[]): string {
  return rows.length === 0 ? '' : `<h3>${title}</h3>\n<table>${rows.join('')}</table>`;
}

function cells(...texts: string[]): string {
  return `<tr>${texts.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`;
}

function number(value: number): string {
  return round(value).toLocaleString('en');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
