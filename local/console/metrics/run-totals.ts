import type pg from 'pg';

/** All runs that there ever were, as `pipeline_runs` has them. */
export interface RunTotals {
  readonly succeeded: number;
  readonly degraded: number;
  readonly failed: number;
  readonly underWay: number;
  readonly fetched: number;
  readonly published: number;
  readonly rejected: number;
  /** In seconds of the Unix epoch; 0 where none has ended so. One that rejected some users has succeeded too. */
  readonly lastSuccess: number;
  readonly lastFailure: number;
}

/** There are some runs a day, so that all of them are looked at in a moment. */
export async function readRunTotals(database: Pick<pg.Pool, 'query'>): Promise<RunTotals> {
  const { rows } = await database.query<RunTotals>(select);
  return rows[0] as RunTotals;
}

const select = `
  SELECT count(*) FILTER (WHERE state = 'succeeded')::float8 AS succeeded,
    count(*) FILTER (WHERE state = 'degraded')::float8 AS degraded,
    count(*) FILTER (WHERE state = 'failed')::float8 AS failed,
    count(*) FILTER (WHERE state IN ('running', 'continued'))::float8 AS "underWay",
    coalesce(sum(fetched), 0)::float8 AS fetched,
    coalesce(sum(published), 0)::float8 AS published,
    coalesce(sum(rejected), 0)::float8 AS rejected,
    coalesce(extract(epoch FROM max(ended_at) FILTER (WHERE state IN ('succeeded', 'degraded'))), 0)::float8
      AS "lastSuccess",
    coalesce(extract(epoch FROM max(ended_at) FILTER (WHERE state = 'failed')), 0)::float8 AS "lastFailure"
  FROM pipeline_runs`;
