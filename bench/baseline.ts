import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../local/start-error.ts';
import type { Ratio, Report } from './report.ts';

/** By the bench: what its ratios were when they were last agreed on. Never a speed: that is the machine's. */
export type Baseline = Readonly<Record<string, readonly Ratio[]>>;

/** What became of one ratio of the baseline. */
export interface Comparison {
  readonly bench: string;
  readonly ratio: Ratio;
  /** Of the result; undefined when it has no such ratio. */
  readonly now: number | undefined;
  readonly kept: boolean;
}

const file = join(import.meta.dirname, 'baseline.json');

/** A machine is never as quiet twice; what is worse than this share of the baseline is another program. */
const tolerated = 0.85;

export function readBaseline(): Baseline {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : {};
}

/**
 * Holds results to the baseline.
 * @param names only these benches; none: all that have a result
 * @throws StartError naming a bench without a result or without a baseline when it was asked for, and when there is
 * nothing to compare at all.
 */
export function compare(baseline: Baseline, reports: readonly Report[], names: readonly string[]): Comparison[] {
  const measured = new Map(reports.map((report) => [report.bench, report]));
  for (const name of names) {
    if (!measured.has(name)) throw new StartError(`${name} has no result: run npm run bench -- ${name} first.`);
    if (!baseline[name])
      throw new StartError(`${name} has no baseline: npm run bench -- --keep ${name} makes its result one.`);
  }
  const benches = Object.entries(baseline).filter(
    ([bench]) => measured.has(bench) && (names.length === 0 || names.includes(bench)),
  );
  if (benches.length === 0) throw new StartError('There is no result that has a baseline: run npm run bench first.');
  return benches.flatMap(([bench, ratios]) =>
    ratios.map((ratio) => {
      const now = measured.get(bench)?.ratios.find(({ name }) => name === ratio.name)?.value;
      return { bench, ratio, now, kept: now !== undefined && isAsGood(now, ratio) };
    }),
  );
}

/** A result that is no number, of a contender that took no time, is never as good. */
function isAsGood(now: number, { value, better }: Ratio): boolean {
  return better === 'more' ? now >= value * tolerated : now <= value / tolerated;
}

/** @returns the baseline in which these benches have the ratios of their results */
export function withResults(baseline: Baseline, reports: readonly Report[], names: readonly string[]): Baseline {
  const chosen = reports.filter(
    ({ bench, ratios }) => ratios.length > 0 && (names.length === 0 || names.includes(bench)),
  );
  const all = { ...baseline, ...Object.fromEntries(chosen.map(({ bench, ratios }) => [bench, ratios])) };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function writeBaseline(baseline: Baseline): void {
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** @throws StartError naming every ratio that is worse than it may be, or that the result has lost */
export function requireKept(comparisons: readonly Comparison[]): void {
  const worse = comparisons.filter(({ kept }) => !kept).map(({ bench, ratio }) => `${bench}: ${ratio.name}`);
  if (worse.length > 0) throw new StartError(`Worse than ${tolerated * 100} % of the baseline: ${worse.join('; ')}.`);
}

/** One line a ratio, the worse ones marked. */
export function describe(comparisons: readonly Comparison[]): string {
  return comparisons.map((one) => `${one.kept ? 'ok   ' : 'WORSE'}  ${lineOf(one)}\n`).join('');
}

function lineOf({ bench, ratio: { name, value, better }, now }: Comparison): string {
  const direction = better === 'more' ? 'more is better' : 'less is better';
  return `${bench}: ${name}: ${now ?? 'not in the result'}, baseline ${value} (${direction})`;
}
