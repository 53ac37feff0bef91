import pRetry from 'p-retry';
import pg from 'pg';
import { postgresProblem } from '../core/clients/postgres-errors.ts';
import type { RunRequest } from './read-event.ts';

export interface Run {
  /** The date and the attempt: "2026-01-31.2". */
  readonly runId: string;
  /** 1 for the date's first run. */
  readonly attempt: number;
}

export interface Progress {
  readonly fetched: number;
  readonly published: number;
  readonly rejected: number;
  /** Why the first rejected users were, at most `keptRejections` of them. */
  readonly rejections: readonly string[];
}

export const keptRejections = 20;

/** Keeps what became of each run. */
export interface RunHistory {
  begin(request: RunRequest): Promise<Run>;
  /** @param error why the run failed; without one it succeeded. */
  end(run: Run, progress: Progress, error?: Error): Promise<void>;
}

/** Waits for about a minute in all. */
const patience = { retries: 9, minTimeout: 200, maxTimeout: 10_000, randomize: true };

/** In the table `pipeline_runs`; a database that is away for some seconds does not cost the run. */
export function postgresRunHistory(pool: Pick<pg.Pool, 'query'>): RunHistory {
  const query = (text: string, values: unknown[]) =>
    pRetry(() => pool.query(text, values), { ...patience, shouldRetry: mayPass });
  return {
    async begin({ date, users, trigger }) {
      const { rows } = await query(insertRun, [date, trigger, users]);
      const [{ run_id: runId, attempt }] = rows as [{ run_id: string; attempt: number }];
      return { runId, attempt };
    },
    async end({ runId }, { fetched, published, rejected, rejections }, error) {
      const state = error ? 'failed' : 'succeeded';
      const reason = error ? `${error.name}: ${error.message}` : null;
      await query(updateRun, [runId, state, fetched, published, rejected, JSON.stringify(rejections), reason]);
    },
  };
}

const insertRun = `
  INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked)
  SELECT $1::text || '.' || next.attempt, $1::date, next.attempt, $2, 'running', $3
  FROM (SELECT coalesce(max(attempt), 0) + 1 AS attempt FROM pipeline_runs WHERE logical_date = $1::date) AS next
  RETURNING run_id, attempt`;

const updateRun = `
  UPDATE pipeline_runs
  SET state = $2, fetched = $3, published = $4, rejected = $5, rejections = $6, error = $7, ended_at = now()
  WHERE run_id = $1`;

/** Two runs of one date that begin at once want the same number: the second tries again with the next one. */
const uniqueViolation = '23505';

function mayPass({ error }: { error: Error }): boolean {
  if (error instanceof pg.DatabaseError && error.code === uniqueViolation) return true;
  return postgresProblem(error) === 'passing';
}
