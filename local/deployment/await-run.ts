import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { RunRecord, RunState } from '../../lambdas/fetch-users/run-history.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { functionLogCommand } from './aws-clients.ts';
import { withDatabase } from './with-database.ts';

/** A run under way that does nothing for so long is waited for no more. */
const stalledMs = 15 * 60_000;
const everyMs = 1000;

interface Row extends Pick<RunRecord, 'state' | 'fetched' | 'published' | 'rejected'> {
  readonly total_fetched: number;
  readonly total_published: number;
  readonly total_rejected: number;
  readonly error: string | null;
  readonly lapsed: boolean;
}

const endedWell: readonly RunState[] = ['succeeded', 'degraded'];

/**
 * Waits until a run that others do has ended, as `pipeline_runs` tells it.
 * @returns the run as it ended; undefined when its lease has ended without it: whoever does it was killed.
 * @throws StartError when it failed, or stands still.
 */
export async function awaitRun(
  settings: Settings,
  run: RunRecord,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<RunRecord | undefined> {
  return withDatabase(settings, async (client) => {
    let row = await readRun(client, run.runId);
    let moved = { published: row.published, atMs: Date.now() };
    while (isUnderWay(row)) {
      if (row.published !== moved.published) moved = { published: row.published, atMs: Date.now() };
      if (Date.now() - moved.atMs > stalledMs) throw stalled(run);
      report(`run ${run.runId} is ${row.state}: ${row.published.toLocaleString('en')} records published`);
      await wait(everyMs, undefined, { signal });
      row = await readRun(client, run.runId);
    }
    if (row.state === 'failed') throw failed(run, row.error);
    return endedWell.includes(row.state) ? { ...run, ...recordOf(row) } : undefined;
  });
}

function isUnderWay({ state, lapsed }: Row): boolean {
  return (state === 'running' || state === 'continued') && !lapsed;
}

async function readRun(client: pg.Client, runId: string): Promise<Row> {
  const { rows } = await client.query<Row>(
    `SELECT state, fetched, published, rejected, total_fetched, total_published, total_rejected, error,
       coalesce(lease_until < now(), false) AS lapsed
     FROM pipeline_runs WHERE run_id = $1`,
    [runId],
  );
  if (rows[0]) return rows[0];
  throw new StartError(`${runId} is not in pipeline_runs any more. Run npm start again.`);
}

function recordOf({ state, fetched, published, rejected, total_fetched, total_published, total_rejected }: Row) {
  const total = { fetched: total_fetched, published: total_published, rejected: total_rejected };
  return { state, fetched, published, rejected, total };
}

function failed({ runId }: RunRecord, error: string | null): StartError {
  return new StartError(`Run ${runId} failed: ${error}\nIts log: ${functionLogCommand('users-fetch')}`);
}

function stalled({ runId }: RunRecord): StartError {
  return new StartError(
    `Run ${runId} is under way, and published nothing for ${stalledMs / 60_000} minutes. ` +
      `See ${functionLogCommand('users-fetch')}`,
  );
}
