import { storeNames } from '../../../lambdas/core/metric-names.ts';
import type { Sample } from '../samples/sample.ts';
import type { PartHealth } from './part-health.ts';
import type { RunTotals } from './run-totals.ts';
import type { SinkTotals, StoreName } from './sink-totals.ts';

/** What is known when Prometheus asks; null where a part has not answered of late. */
export interface PipelineKnowledge {
  readonly sample: Sample | null;
  readonly runs: RunTotals | null;
  readonly sink: SinkTotals | null;
  readonly isSinkMapped: boolean | null;
  readonly health: PartHealth | null;
}

/** Left out where it is not known. */
type Value = number | null | undefined;

export interface PipelineMetric {
  /** Below `users_pipeline_`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly label?: string;
  /** One value, or by each value of the label one. */
  readonly values: (known: PipelineKnowledge) => Value | Readonly<Record<string, Value>>;
}

export const prefix = 'users_pipeline_';

const runMetrics: readonly PipelineMetric[] = [
  {
    name: 'runs_total',
    type: 'counter',
    help: 'Runs that have ended, by how: degraded ones rejected some users',
    label: 'state',
    values: ({ runs }) => runs && { succeeded: runs.succeeded, degraded: runs.degraded, failed: runs.failed },
  },
  gauge('runs_under_way', 'Runs that have begun and not ended', ({ runs }) => runs?.underWay),
  gauge(
    'last_successful_run_timestamp_seconds',
    'When the last run that succeeded or was degraded ended, 0 without one',
    ({ runs }) => runs?.lastSuccess,
  ),
  gauge(
    'last_failed_run_timestamp_seconds',
    'When the last run that failed ended, 0 without one',
    ({ runs }) => runs?.lastFailure,
  ),
  gauge(
    'missed_days',
    'Days since the first run without one that succeeded',
    ({ sample }) => sample?.missedDays?.length,
  ),
  counter('fetched_users_total', 'Users that the API gave to all runs', ({ runs }) => runs?.fetched),
  counter('published_users_total', 'Users that all runs have published', ({ runs }) => runs?.published),
  counter('rejected_users_total', 'Users that all runs have rejected', ({ runs }) => runs?.rejected),
];

const sinkMetrics: readonly PipelineMetric[] = [
  counter(
    'published_records_total',
    'Records that the topic has taken, by whomever',
    ({ sample }) => sample?.published,
  ),
  counter('committed_records_total', 'Records of the topic that the sink has done with', ({ sample }) =>
    committed(sample),
  ),
  gauge('sink_lag_records', 'Records of the topic that the sink has not done with', ({ sample }) => sample?.lag),
  gauge(
    'sink_mapping_enabled',
    '1 if records are to be handed to the sink, 0 if its mapping is paused or missing',
    ({ isSinkMapped }) => (isSinkMapped === null ? null : Number(isSinkMapped)),
  ),
  {
    name: 'sink_records_total',
    type: 'counter',
    help: 'Records handed to the sink since the console started, by what came of them; failed ones come again',
    label: 'outcome',
    values: ({ sink }) => sink && { stored: sink.stored, failed: sink.failed, given_up: sink.givenUp },
  },
  {
    name: 'store_batch_seconds_total',
    type: 'counter',
    help: 'Time that a store took for all batches since the console started, with what was tried again',
    label: 'store',
    values: ({ sink }) => sink && byStore((store) => sink.storeMs[store] / 1000),
  },
  {
    name: 'store_batches_total',
    type: 'counter',
    help: 'Batches that a store was given since the console started',
    label: 'store',
    values: ({ sink }) => sink && byStore((store) => sink.storeBatches[store]),
  },
];

const storeMetrics: readonly PipelineMetric[] = [
  {
    name: 'store_rows',
    type: 'gauge',
    help: 'Users in a store, counted from time to time',
    label: 'store',
    values: ({ sample }) => sample && byStore((store) => sample.rows[store]?.rows),
  },
  {
    name: 'store_rows_counted_timestamp_seconds',
    type: 'gauge',
    help: 'When the rows of a store were counted',
    label: 'store',
    values: ({ sample }) => sample && byStore((store) => seconds(sample.rows[store]?.at)),
  },
  gauge(
    'stores_differing_rows',
    'Rows that one store has more than the other, where both were counted while the sink had nothing to do',
    ({ sample }) => sample && differingRows(sample),
  ),
  gauge('dead_letters', 'Messages in the failure queue of the sink', ({ sample }) => sample?.deadLetters),
  {
    name: 'part_up',
    type: 'gauge',
    help: '1 if a part of the pipeline does what the console asks of it',
    label: 'part',
    values: ({ sample, health }) => ({ ...sampledParts(sample), ...asNumbers(health) }),
  },
  gauge('sampled_timestamp_seconds', 'When the console last asked the parts', ({ sample }) => seconds(sample?.at)),
];

export const pipelineMetrics = [...runMetrics, ...sinkMetrics, ...storeMetrics];

type ReadOne = (known: PipelineKnowledge) => Value;

function gauge(name: string, help: string, values: ReadOne): PipelineMetric {
  return { name, type: 'gauge', help, values };
}

function counter(name: string, help: string, values: ReadOne): PipelineMetric {
  return { name, type: 'counter', help, values };
}

function committed(sample: Sample | null): Value {
  if (!sample || sample.published === null || sample.lag === null) return undefined;
  return sample.published - sample.lag;
}

/** Only by counts that began when the sink had done with all that there is, and if nothing has come since. */
function differingRows(sample: Sample): Value {
  const { cassandra, postgres } = sample.rows;
  if (sample.lag !== 0 || !cassandra || !postgres) return undefined;
  const done = committed(sample);
  const isOfNow = cassandra.committed === done && postgres.committed === done;
  return isOfNow ? Math.abs(cassandra.rows - postgres.rows) : undefined;
}

function sampledParts(sample: Sample | null): Record<string, number> {
  if (!sample) return {};
  const isCassandraAway = sample.problems.some(({ part }) => part === storeNames.cassandra);
  return {
    kafka: Number(sample.published !== null),
    cassandra: Number(!isCassandraAway),
    postgres: Number(sample.runs !== null),
  };
}

function asNumbers(health: PartHealth | null): Record<string, number> {
  return Object.fromEntries(Object.entries(health ?? {}).map(([part, isUp]) => [part, Number(isUp)]));
}

function byStore<Value>(read: (store: StoreName) => Value): Record<StoreName, Value> {
  return { cassandra: read('cassandra'), postgres: read('postgres') };
}

function seconds(iso: string | undefined): Value {
  return iso === undefined ? undefined : Date.parse(iso) / 1000;
}
