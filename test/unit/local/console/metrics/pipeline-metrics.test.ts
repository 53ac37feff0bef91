import type { PipelineKnowledge } from '../../../../../local/console/metrics/pipeline-metrics.ts';
import { pipelineRegistry } from '../../../../../local/console/metrics/prometheus-text.ts';
import type { CountedRows, Sample } from '../../../../../local/console/samples/sample.ts';

const at = '2026-05-01T12:00:00.000Z';
const nothing: PipelineKnowledge = { sample: null, runs: null, sink: null, isSinkMapped: null, health: null };
const rows = (count: number, committed: number | null = 100): CountedRows => ({ rows: count, at, committed });
const sample: Sample = {
  ...{ at, published: 100, lag: 0, sink: null, mapping: null, deadLetters: 2, runs: [], missedDays: [] },
  ...{ rows: { cassandra: rows(90), postgres: rows(90) }, schedule: null, problems: [] },
};

/** The lines of values, as name{label="…"} value. */
async function read(known: Partial<PipelineKnowledge>): Promise<string[]> {
  const text = await pipelineRegistry({ ...nothing, ...known }).metrics();
  return text.split('\n').filter((line) => line.startsWith('users_pipeline_'));
}

async function readOne(name: string, changes: Partial<Sample>): Promise<string | undefined> {
  const lines = await read({ sample: { ...sample, ...changes } });
  return lines.find((line) => line.startsWith(`users_pipeline_${name}`))?.split(' ')[1];
}

test('what is not known is left out, instead of being zero', async () => {
  await expect(read({})).resolves.toEqual([]);
});

test('what a part says is told in base units, with the label of its kind', async () => {
  const lines = await read({
    sample,
    runs: {
      ...{ succeeded: 3, degraded: 1, failed: 2, underWay: 1, fetched: 50, published: 40, rejected: 10 },
      ...{ lastSuccess: 1_777_636_800.5, lastFailure: 0 },
    },
    sink: {
      ...{ stored: 5, failed: 4, givenUp: 3 },
      ...{ storeMs: { cassandra: 1500, postgres: 250 }, storeBatches: { cassandra: 2, postgres: 1 } },
    },
    isSinkMapped: false,
    health: { localstack: true, 'schema-registry': false },
  });

  expect(lines).toEqual([
    'users_pipeline_runs_total{state="succeeded"} 3',
    'users_pipeline_runs_total{state="degraded"} 1',
    'users_pipeline_runs_total{state="failed"} 2',
    'users_pipeline_runs_under_way 1',
    'users_pipeline_last_successful_run_timestamp_seconds 1777636800.5',
    'users_pipeline_last_failed_run_timestamp_seconds 0',
    'users_pipeline_missed_days 0',
    'users_pipeline_fetched_users_total 50',
    'users_pipeline_published_users_total 40',
    'users_pipeline_rejected_users_total 10',
    'users_pipeline_published_records_total 100',
    'users_pipeline_committed_records_total 100',
    'users_pipeline_sink_lag_records 0',
    'users_pipeline_sink_mapping_enabled 0',
    'users_pipeline_sink_records_total{outcome="stored"} 5',
    'users_pipeline_sink_records_total{outcome="failed"} 4',
    'users_pipeline_sink_records_total{outcome="given_up"} 3',
    'users_pipeline_store_batch_seconds_total{store="cassandra"} 1.5',
    'users_pipeline_store_batch_seconds_total{store="postgres"} 0.25',
    'users_pipeline_store_batches_total{store="cassandra"} 2',
    'users_pipeline_store_batches_total{store="postgres"} 1',
    'users_pipeline_store_rows{store="cassandra"} 90',
    'users_pipeline_store_rows{store="postgres"} 90',
    'users_pipeline_store_rows_counted_timestamp_seconds{store="cassandra"} 1777636800',
    'users_pipeline_store_rows_counted_timestamp_seconds{store="postgres"} 1777636800',
    'users_pipeline_stores_differing_rows 0',
    'users_pipeline_dead_letters 2',
    'users_pipeline_part_up{part="kafka"} 1',
    'users_pipeline_part_up{part="cassandra"} 1',
    'users_pipeline_part_up{part="postgres"} 1',
    'users_pipeline_part_up{part="localstack"} 1',
    'users_pipeline_part_up{part="schema-registry"} 0',
    'users_pipeline_sampled_timestamp_seconds 1777636800',
  ]);
});

test.each<[string, Partial<Sample>, string | undefined]>([
  ['both counted when nothing was left', { rows: { cassandra: rows(90), postgres: rows(87) } }, '3'],
  ['records wait', { lag: 5, published: 105 }, undefined],
  [
    'one was counted before records that came since',
    { rows: { cassandra: rows(90, 80), postgres: rows(95) } },
    undefined,
  ],
  ['one was counted while Kafka was away', { rows: { cassandra: rows(90, null), postgres: rows(90) } }, undefined],
  ['one is not counted yet', { rows: { cassandra: null, postgres: rows(90) } }, undefined],
  ['Kafka is away', { published: null, lag: null }, undefined],
])('stores are compared only where that says something: %s', async (_, changes, expected) => {
  await expect(readOne('stores_differing_rows', changes)).resolves.toBe(expected);
});

test('a part that does not answer is down, and its numbers are gone', async () => {
  const problem = (part: string) => ({ part, message: `${part} does not answer`, remedy: 'npm start' });
  const lines = await read({
    sample: {
      ...sample,
      ...{ published: null, lag: null, runs: null, missedDays: null, rows: { cassandra: null, postgres: null } },
      problems: ['Kafka', 'Cassandra', 'PostgreSQL'].map(problem),
    },
  });

  expect(lines).toEqual([
    'users_pipeline_dead_letters 2',
    'users_pipeline_part_up{part="kafka"} 0',
    'users_pipeline_part_up{part="cassandra"} 0',
    'users_pipeline_part_up{part="postgres"} 0',
    'users_pipeline_sampled_timestamp_seconds 1777636800',
  ]);
});
