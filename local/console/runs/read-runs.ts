import type pg from 'pg';
import { parseDate } from '../../../lambdas/core/logical-date.ts';
import { unknown } from '../problem.ts';
import type { PagesAnswer, PageView, RunAnswer, RunsAnswer, RunView, ShownState } from './answers.ts';

export interface RunsQuestion {
  readonly state?: ShownState;
  /** YYYY-MM-DD, both included. */
  readonly from?: string;
  readonly to?: string;
  /** The run behind which the page begins. */
  readonly after?: string;
  readonly limit: number;
}

type Client = Pick<pg.Pool, 'query'>;

const shownState = `CASE WHEN state IN ('running', 'continued') AND lease_until < now() THEN 'killed' ELSE state END`;

const columns = `run_id, logical_date::text AS date, attempt, trigger, ${shownState} AS state, asked, fetched, published,
  rejected, total_fetched, total_published, total_rejected, error, started_at, ended_at, lease_until, continuations`;

/** By date and attempt, of which there is an index: each page begins where the one before it has ended. */
const selectRuns = `
  SELECT ${columns} FROM pipeline_runs
  WHERE ($1::text IS NULL OR ${shownState} = $1)
    AND logical_date >= coalesce($2::date, '-infinity') AND logical_date <= coalesce($3::date, 'infinity')
    AND (logical_date, attempt) < ($4::date, $5::int)
  ORDER BY logical_date DESC, attempt DESC LIMIT $6`;

const selectRun = `SELECT ${columns}, rejections FROM pipeline_runs WHERE run_id = $1`;

const selectNamed = `SELECT ${columns} FROM pipeline_runs WHERE run_id = ANY($1) ORDER BY started_at`;

const selectPages = `
  SELECT page, size, fetched, published, rejected, published_at FROM pipeline_run_pages
  WHERE logical_date = $1::date AND asked = $2 AND page > $4 AND run_id = $3 ORDER BY page LIMIT $5`;

const shownAttempts = 50;

export async function listRuns(client: Client, { state, from, to, after, limit }: RunsQuestion): Promise<RunsAnswer> {
  const [date, attempt] = after === undefined ? ['infinity', 0] : placeOf(after);
  const values = [state ?? null, from ?? null, to ?? null, date, attempt, limit + 1];
  const { rows } = await client.query<Row>(selectRuns, values);
  const runs = rows.slice(0, limit).map(runView);
  return { runs, next: rows.length > limit ? (runs.at(-1)?.runId ?? null) : null };
}

/** @throws ConsoleProblem when there is no such run */
export async function readRun(client: Client, runId: string): Promise<RunView & Pick<RunAnswer, 'rejections'>> {
  placeOf(runId);
  const { rows } = await client.query<Row & Pick<RunAnswer, 'rejections'>>(selectRun, [runId]);
  if (rows[0]) return { ...runView(rows[0]), rejections: rows[0].rejections };
  throw unknown(`The run ${runId}`);
}

/** Those of the runs that are there. */
export async function runsNamed(client: Client, runIds: readonly string[]): Promise<RunView[]> {
  if (runIds.length === 0) return [];
  return (await client.query<Row>(selectNamed, [runIds])).rows.map(runView);
}

/** The run with the others of its date. @throws ConsoleProblem when there is no such run */
export async function runWithAttempts(client: Client, runId: string): Promise<RunAnswer> {
  const { rejections, ...run } = await readRun(client, runId);
  const { runs: attempts } = await listRuns(client, { from: run.date, to: run.date, limit: shownAttempts });
  return { run, rejections, attempts };
}

/** Pages that the run has published. A later run that published one of them again has it instead. */
export async function pagesOf(client: Client, runId: string, after: number, limit: number): Promise<PagesAnswer> {
  const { date, asked } = await readRun(client, runId);
  const { rows } = await client.query<PageRow>(selectPages, [date, asked, runId, after, limit + 1]);
  const pages = rows.slice(0, limit).map(({ page, published_at, ...row }): PageView => {
    return { ...row, number: page, publishedAt: published_at.toISOString() };
  });
  return { pages, next: rows.length > limit ? (pages.at(-1)?.number ?? null) : null };
}

/** @throws ConsoleProblem for what is no run's name */
function placeOf(runId: string): [date: string, attempt: number] {
  const [, date, attempt] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(runId) ?? [];
  try {
    return [parseDate(date), Number(attempt)];
  } catch {
    throw unknown(`The run ${runId}`);
  }
}

interface PageRow extends Omit<PageView, 'number' | 'publishedAt'> {
  readonly page: number;
  readonly published_at: Date;
}

interface Row extends Pick<RunView, 'date' | 'attempt' | 'trigger' | 'state' | 'asked' | 'error' | 'continuations'> {
  readonly run_id: string;
  readonly fetched: number;
  readonly published: number;
  readonly rejected: number;
  readonly total_fetched: number;
  readonly total_published: number;
  readonly total_rejected: number;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly lease_until: Date | null;
}

function runView(row: Row): RunView {
  const { date, attempt, trigger, state, asked, error, continuations, fetched, published, rejected } = row;
  return {
    ...{ runId: row.run_id, date, attempt, trigger, state, asked, fetched, published, rejected, error, continuations },
    total: { fetched: row.total_fetched, published: row.total_published, rejected: row.total_rejected },
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    leaseUntil: row.lease_until?.toISOString() ?? null,
  };
}
