import type { Series } from '../report.ts';

/** Where a bar ends and its whiskers stand, each in percent of the plot's width. */
export interface Bar {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

/** @param largest what the whole width stands for */
export function barOf(values: readonly number[], median: number, largest: number): Bar {
  const percent = (value: number) => (largest > 0 ? Math.round((value / largest) * 1000) / 10 : 0);
  return { minimum: percent(Math.min(...values)), median: percent(median), maximum: percent(Math.max(...values)) };
}

/** Series that can stand in one plot: those of one unit, in the order in which they come. */
export function byUnit(series: readonly Series[]): [string, Series[]][] {
  return [...Map.groupBy(series, ({ unit }) => unit)];
}

/** A bar up to the median, and a whisker from the smallest to the largest where there are several values. */
export function drawBar({ minimum, median, maximum }: Bar, label: string): string {
  const whisker =
    maximum > minimum
      ? `<line x1="${minimum}%" x2="${maximum}%" y1="50%" y2="50%"/>` +
        [minimum, maximum].map((x) => `<line x1="${x}%" x2="${x}%" y1="25%" y2="75%"/>`).join('')
      : '';
  return `<svg role="img" aria-label="${label}"><rect width="${median}%" height="100%"/>${whisker}</svg>`;
}
