import type pg from 'pg';
import type { RunOutline } from './sample.ts';

const runs = 14;
const errorLength = 400;

type Row = Omit<RunOutline, 'startedAt' | 'endedAt'> & { readonly startedAt: Date; readonly endedAt: Date | null };

const select = `
  SELECT run_id AS id, logical_date::text AS date, trigger, state, asked, published, rejected,
    state IN ('running', 'continued') AND coalesce(lease_until < now(), false) AS lapsed,
    started_at AS "startedAt", ended_at AS "endedAt", left(error, ${errorLength}) AS error
  FROM pipeline_runs ORDER BY started_at DESC LIMIT ${runs}`;

/** The last that were begun, the newest first. */
export async function readRuns(database: Pick<pg.Pool, 'query'>): Promise<RunOutline[]> {
  const { rows } = await database.query<Row>(select);
  return rows.map(({ startedAt, endedAt, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}
