/** Figures of one contender, one for each round. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** How one contender did beside another in the same run; it says more of the code than of the machine. */
export interface Ratio {
  /** `contender / reference` */
  readonly name: string;
  readonly value: number;
  /** Which way is good. */
  readonly better: 'more' | 'less';
}

export interface Measured {
  readonly series: readonly Series[];
  readonly ratios: readonly Ratio[];
  /** Other figures that follow from the series, by what they say. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface Report extends Measured {
  readonly bench: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The median of the ratios round by round: it holds when the machine's speed drifts from round to round. */
export function ratio(of: Series, to: Series, better: Ratio['better'] = 'more'): Ratio {
  const value = median(of.values.map((own, index) => own / (to.values[index] ?? Number.NaN)));
  return { name: `${of.name} / ${to.name}`, value: round(value), better };
}

/** One bench of several parts. */
export function together(parts: readonly Measured[]): Measured {
  return {
    series: parts.flatMap(({ series }) => series),
    ratios: parts.flatMap(({ ratios }) => ratios),
    figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The report for people. */
export function table({ series, ratios, figures }: Report): string {
  const byName = [...ratios.map(({ name, value }) => [name, value] as const), ...Object.entries(figures)];
  const width = Math.max(...series.map(({ name }) => name.length), ...byName.map(([name]) => name.length));
  const number = (value: number) => round(value).toLocaleString('en');
  const rows = series.map(({ name, unit, values }) => {
    const range = values.length > 1 ? `  (${number(Math.min(...values))} to ${number(Math.max(...values))})` : '';
    return `${name.padEnd(width)}  ${number(median(values))} ${unit}${range}`;
  });
  const others = byName.map(([name, value]) => `${name.padEnd(width)}  ${number(value)}`);
  return `${[...rows, ...others].join('\n')}\n`;
}

/** How long the work takes, to a tenth of a second. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round((performance.now() - begun) / 100) / 10;
}
