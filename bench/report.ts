import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** Figures of one contender, one for each round. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
}

export interface Measured {
  readonly series: readonly Series[];
  /** Figures that follow from the series, by what they say. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface Report extends Measured {
  readonly bench: string;
}

const resultsDir = join(import.meta.dirname, 'results');

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The median of the ratios round by round: it holds when the machine's speed drifts from round to round. */
export function ratio(of: Series, to: Series): number {
  return round(median(of.values.map((value, index) => value / (to.values[index] ?? Number.NaN))));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Prints the report and keeps it under bench/results. */
export function writeReport(report: Report, asJson: boolean): void {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryGib: round(totalmem() / 1024 ** 3) };
  const kept = { ...report, machine, node: process.version, at: new Date().toISOString() };
  mkdirSync(resultsDir, { recursive: true });
  writeFileSync(join(resultsDir, `${report.bench}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  process.stdout.write(asJson ? `${JSON.stringify(kept, null, 2)}\n` : table(report));
}

function table({ series, figures }: Report): string {
  const width = Math.max(...series.map(({ name }) => name.length), ...Object.keys(figures).map((name) => name.length));
  const number = (value: number) => round(value).toLocaleString('en');
  const rows = series.map(({ name, unit, values }) => {
    const range = values.length > 1 ? `  (${number(Math.min(...values))} to ${number(Math.max(...values))})` : '';
    return `${name.padEnd(width)}  ${number(median(values))} ${unit}${range}`;
  });
  const others = Object.entries(figures).map(([name, value]) => `${name.padEnd(width)}  ${number(value)}`);
  return `${[...rows, ...others].join('\n')}\n`;
}

/** How long the work takes, to a tenth of a second. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round((performance.now() - begun) / 100) / 10;
}
