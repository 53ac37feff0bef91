import type { Sample } from '../../../../local/console/samples/sample.ts';

export const startMs = Date.parse('2026-04-01T12:00:00Z');

/** Of a pipeline that is well and idle, some seconds after the start. */
export function aSample(seconds: number, changes: Partial<Sample> = {}): Sample {
  const at = new Date(startMs + seconds * 1000).toISOString();
  return {
    ...{ at, published: 1000, lag: 0, deadLetters: 0, missedDays: [], problems: [] },
    sink: { delivered: 1000, failedInvocations: 0, dropped: 0 },
    mapping: { state: 'Enabled', lastResult: 'OK', inFlight: 0, buffered: 0 },
    rows: { cassandra: { rows: 1000, at, committed: 1000 }, postgres: { rows: 1000, at, committed: 1000 } },
    runs: [aRun()],
    schedule: { expression: 'cron(0 10 * * ? *)', isEnabled: true },
    ...changes,
  };
}

type Run = NonNullable<Sample['runs']>[number];

export function aRun(changes: Partial<Run> = {}): Run {
  return {
    ...{ id: '2026-04-01.1', date: '2026-04-01', trigger: 'schedule', state: 'succeeded', lapsed: false },
    ...{ asked: 1000, published: 1000, rejected: 0, error: null },
    ...{ startedAt: '2026-04-01T10:00:00.000Z', endedAt: '2026-04-01T10:00:09.000Z' },
    ...changes,
  };
}
