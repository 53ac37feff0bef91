import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { metricsNamespace, sinkMetrics, storeNames, storeTimeMetric } from '../../../lambdas/core/metric-names.ts';
import { sinkFunction } from '../samples/pipeline-parts.ts';

/** What the sink has counted since somebody first asked. */
export interface SinkTotals {
  readonly stored: number;
  /** Not stored, and delivered again. */
  readonly failed: number;
  readonly givenUp: number;
  readonly storeMs: Readonly<Record<StoreName, number>>;
  /** Batches that it took these times for. */
  readonly storeBatches: Readonly<Record<StoreName, number>>;
}

export type StoreName = keyof typeof storeNames;

/** How much each of these came to in a time: the sums of the sink's metrics. */
export type ReadSums = (from: Date, to: Date) => Promise<readonly number[]>;

const minuteMs = 60_000;
/** A metric is in CloudWatch long before. */
const settledMs = 10 * minuteMs;

interface Asked {
  readonly name: string;
  readonly statistic: 'Sum' | 'SampleCount';
}

const stores = Object.keys(storeNames) as StoreName[];
const asked: readonly Asked[] = [
  ...Object.values(sinkMetrics).map((name) => ({ name, statistic: 'Sum' as const })),
  ...stores.map((store) => ({ name: storeTimeMetric(storeNames[store]), statistic: 'Sum' as const })),
  ...stores.map((store) => ({ name: storeTimeMetric(storeNames[store]), statistic: 'SampleCount' as const })),
];

/** Of the sink's metrics in CloudWatch, in the order in which `SinkCounter` takes them. */
export function sinkSums(cloudWatch: CloudWatchClient): ReadSums {
  return async (from, to) => {
    // One period for the whole time: it is a multiple of a minute.
    const Period = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / minuteMs)) * 60;
    const queries = asked.map((one, index) => query(one, index, Period));
    const command = new GetMetricDataCommand({ MetricDataQueries: queries, StartTime: from, EndTime: to });
    const { MetricDataResults = [] } = await cloudWatch.send(command);
    const sums = new Map(
      MetricDataResults.map(({ Id, Values = [] }) => [Id, Values.reduce((sum, one) => sum + one, 0)]),
    );
    return queries.map(({ Id }) => sums.get(Id) ?? 0);
  };
}

function query({ name, statistic }: Asked, index: number, Period: number): MetricDataQuery {
  const Dimensions = [{ Name: 'service', Value: sinkFunction }];
  const Metric = { Namespace: metricsNamespace, MetricName: name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period, Stat: statistic } };
}

/**
 * Makes counters of sums over times: what is settled is added up and not asked for again, so that a question is about some
 * minutes however long it goes on. No total ever falls.
 */
export class SinkCounter {
  readonly #read: ReadSums;
  readonly #now: () => number;
  #from: number;
  #settled: readonly number[] = asked.map(() => 0);
  /** Since `#from`. */
  #open: readonly number[] = this.#settled;
  #told: readonly number[] = this.#settled;

  constructor(read: ReadSums, now: () => number = Date.now) {
    this.#read = read;
    this.#now = now;
    this.#from = wholeMinute(now());
  }

  async totals(): Promise<SinkTotals> {
    const nowMs = this.#now();
    const sums = await this.#read(new Date(this.#from), new Date(nowMs + minuteMs));
    // A LocalStack that was started again has forgotten what it was told.
    if (sums.some((sum, index) => sum < at(this.#open, index))) this.#settled = plus(this.#settled, this.#open);
    this.#open = sums;
    if (nowMs - this.#from > 2 * settledMs) await this.#settle(wholeMinute(nowMs - settledMs));
    // Even by a rounding a counter must not fall: Prometheus would take it for one that began anew.
    this.#told = plus(this.#settled, this.#open).map((total, index) => Math.max(total, at(this.#told, index)));
    return toTotals(this.#told);
  }

  async #settle(until: number): Promise<void> {
    const sums = await this.#read(new Date(this.#from), new Date(until));
    this.#settled = plus(this.#settled, sums);
    this.#open = this.#open.map((open, index) => open - at(sums, index));
    this.#from = until;
  }
}

function plus(some: readonly number[], others: readonly number[]): number[] {
  return some.map((value, index) => value + at(others, index));
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

function toTotals(sums: readonly number[]): SinkTotals {
  const byStore = (first: number) =>
    Object.fromEntries(stores.map((store, index) => [store, at(sums, first + index)])) as Record<StoreName, number>;
  return {
    ...{ stored: at(sums, 0), failed: at(sums, 1), givenUp: at(sums, 2) },
    ...{ storeMs: byStore(3), storeBatches: byStore(3 + stores.length) },
  };
}
