import { type Measured, type Ratio, ratio, type Series } from '../report.ts';
import { services } from './contender.ts';
import type { Latency } from './latency/measure-latencies.ts';
import type { Turn } from './throughput.ts';

/** What one contender has shown. */
export interface Shown {
  readonly name: string;
  /** It does the same work as this pipeline: what it takes can be compared too. */
  readonly isWhole: boolean;
  /** One for each round. */
  readonly turns: readonly Turn[];
  /** One for each round, by the rate. */
  readonly latencies: readonly ReadonlyMap<number, Latency>[];
}

type Compared = Pick<Measured, 'series' | 'ratios'>;

interface Figure {
  /** Stands after the contender's name. */
  readonly what: string;
  readonly unit: string;
  readonly of: (turn: Turn, users: number) => number | undefined;
  /** Of a figure by which contenders are compared: which way is good. */
  readonly better?: Ratio['better'];
  /** Also that of a contender which does a part of the work only. */
  readonly ofParts?: true;
}

const perMillion = (seconds: number, users: number) => (seconds / users) * 1e6;
const cpuUnit = 'CPU s/million records';

const figures: readonly Figure[] = [
  { what: '', unit: 'records/s', of: ({ seconds }, users) => users / seconds, better: 'more', ofParts: true },
  { what: ', CPU', unit: cpuUnit, of: ({ cpuSeconds }, users) => perMillion(cpuSeconds, users), better: 'less' },
  {
    what: ', CPU of LocalStack',
    unit: cpuUnit,
    of: ({ platformCpuSeconds: seconds }, users) => (seconds === undefined ? undefined : perMillion(seconds, users)),
  },
  ...services.map(
    (service): Figure => ({
      what: `, CPU of ${service}`,
      unit: cpuUnit,
      of: ({ serviceCpuSeconds }, users) => perMillion(serviceCpuSeconds[service], users),
    }),
  ),
  {
    what: ', CPU of the whole machine',
    unit: cpuUnit,
    of: ({ machineCpuSeconds }, users) => perMillion(machineCpuSeconds, users),
    better: 'less',
  },
  { what: ', memory at most', unit: 'MiB', of: ({ peakMib }) => peakMib, better: 'less' },
  { what: ', start of its programs', unit: 's', of: ({ startSeconds }) => startSeconds || undefined },
];

/** Series by figure, each with all contenders; the ratios are those of the first contender to each other one. */
export function measuredOf(shown: readonly Shown[], users: number): Compared {
  const parts = [
    ...figures.map(({ better, ofParts, ...figure }) =>
      compared(shown, (one) => turnSeries(one, figure, users), better, ofParts),
    ),
    ...ratesOf(shown).flatMap((rate) => [
      compared(shown, (one) => latencySeries(one, rate, 'p50'), 'less'),
      compared(shown, (one) => latencySeries(one, rate, 'p99')),
    ]),
  ];
  return { series: parts.flatMap(({ series }) => series), ratios: parts.flatMap(({ ratios }) => ratios) };
}

function compared(
  shown: readonly Shown[],
  seriesOf: (one: Shown) => Series | undefined,
  better?: Ratio['better'],
  ofParts = false,
): Compared {
  const found = shown.flatMap((one) => {
    const series = seriesOf(one);
    return series === undefined ? [] : [{ one, series }];
  });
  const [first, ...others] = found;
  const comparable =
    first && first.one === shown[0] && better ? others.filter(({ one }) => one.isWhole || ofParts) : [];
  const ratios = first && better ? comparable.map(({ series }) => ratio(first.series, series, better)) : [];
  return { series: found.map(({ series }) => series), ratios };
}

/** Undefined where a round has no such figure. */
function turnSeries({ name, turns }: Shown, { what, unit, of }: Figure, users: number): Series | undefined {
  return wholeSeries(
    { name: name + what, unit },
    turns.map((turn) => of(turn, users)),
  );
}

function latencySeries({ name, latencies }: Shown, rate: number, percentile: keyof Latency): Series | undefined {
  const title = `${name}, record to row ${percentile} at ${rate.toLocaleString('en')} records/s`;
  return wholeSeries(
    { name: title, unit: 'ms' },
    latencies.map((own) => own.get(rate)?.[percentile]),
  );
}

function wholeSeries(
  series: Pick<Series, 'name' | 'unit'>,
  values: readonly (number | undefined)[],
): Series | undefined {
  const numbers = values.filter((value) => value !== undefined);
  return numbers.length === 0 || numbers.length < values.length ? undefined : { ...series, values: numbers };
}

function ratesOf(shown: readonly Shown[]): number[] {
  const rates = shown.flatMap(({ latencies }) => latencies.flatMap((own) => [...own.keys()]));
  return [...new Set(rates)].sort((one, other) => one - other);
}
