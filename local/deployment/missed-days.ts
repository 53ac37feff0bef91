import type pg from 'pg';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { withDatabase } from './with-database.ts';

/** The days of a time, and what is wrong with some of them. Days are written as YYYY-MM-DD. */
export interface DaysReport {
  /** Null where no run was ever begun. */
  readonly from: string | null;
  readonly to: string;
  /** All of them, however they are. */
  readonly days: readonly string[];
  /** No run of theirs has succeeded, and none is under way. */
  readonly missed: readonly string[];
  /** Their users are there, but for some that were rejected. */
  readonly degraded: readonly string[];
}

export interface Range {
  readonly from?: string;
  readonly to?: string;
}

export const maximumDays = 366;

/** @throws StartError for a range that ends before it begins, that is too long, or that has not come yet. */
export function checkRange({ from, to }: Range, now: Date): void {
  const today = now.toISOString().slice(0, 10);
  for (const day of [from, to]) {
    if (day && day > today) throw new StartError(`${day} has not come yet (it is ${today}, UTC).`);
  }
  if (from === undefined) return;
  const end = to ?? today;
  if (from > end) throw new StartError(`The range ends before it begins: ${from} is after ${end}.`);
  const days = (Date.parse(end) - Date.parse(from)) / 86_400_000 + 1;
  if (days > maximumDays)
    throw new StartError(`${from} to ${end} are ${days} days. Take ${maximumDays} at most at once.`);
}

/** Which days a backfill does: those that were missed, or all of them once more. */
export function wantedDays({ days, missed }: DaysReport, rerun: boolean): readonly string[] {
  return rerun ? days : missed;
}

/** As `reportDays`, with a connection of its own. */
export function findMissedDays(settings: Settings, range: Range = {}): Promise<DaysReport> {
  return withDatabase(settings, (client) => reportDays(client, range));
}

/**
 * Looks for missed days in `pipeline_runs`: from the day on which the first run was begun, at most a year ago, to
 * yesterday, unless the range says otherwise. Today's run may still come.
 */
export async function reportDays(client: Client, { from, to }: Range = {}): Promise<DaysReport> {
  const { rows } = await client.query<{ from: string | null; to: string }>(selectRange, [from, to, maximumDays]);
  const range = rows[0] as { from: string | null; to: string };
  const days = await readDays(client, range.from, range.to);
  const having = (...wanted: DayState[]) => days.filter(({ state }) => wanted.includes(state)).map(({ date }) => date);
  const missed = having('missed', 'failed');
  return { ...range, days: days.map(({ date }) => date), missed, degraded: having('degraded') };
}

type Client = Pick<pg.ClientBase, 'query'>;

const selectRange = `
  SELECT coalesce($1::date, greatest(min((started_at AT TIME ZONE 'UTC')::date), today - $3::int))::text AS from,
    coalesce($2::date, today - 1)::text AS to
  FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) AS clock LEFT JOIN pipeline_runs ON true
  GROUP BY today`;

export type DayState = 'succeeded' | 'degraded' | 'under way' | 'failed' | 'missed';

/** What became of a day, by all of its runs. */
export interface Day {
  /** YYYY-MM-DD */
  readonly date: string;
  /** `failed` has runs, and `missed` none. */
  readonly state: DayState;
  readonly runs: number;
}

/** The days of a range, `maximumDays` at most; none where it has no beginning. */
export async function readDays(client: Client, from: string | null, to: string): Promise<Day[]> {
  const { rows } = await client.query<Day>(selectDays, [from, to, maximumDays]);
  return rows;
}

/** The newest run that ended well decides: one that ran again without rejections has mended its day. */
const selectDays = `
  SELECT day::date::text AS date, coalesce(runs.count, 0)::int AS runs,
    CASE
      WHEN runs.good IS NOT NULL THEN runs.good
      WHEN runs.under_way THEN 'under way'
      WHEN runs.count > 0 THEN 'failed'
      ELSE 'missed'
    END AS state
  FROM generate_series($1::date, $2::date, interval '1 day') AS day
  LEFT JOIN (
    SELECT logical_date, count(*),
      (array_agg(state ORDER BY attempt DESC) FILTER (WHERE state IN ('succeeded', 'degraded')))[1] AS good,
      bool_or(state IN ('running', 'continued') AND lease_until >= now()) AS under_way
    FROM pipeline_runs WHERE logical_date BETWEEN $1::date AND $2::date GROUP BY logical_date
  ) AS runs ON logical_date = day::date
  ORDER BY day LIMIT $3`;

/** One line for whoever looks at something else; undefined where no day was missed. */
export function describeMissedDays({ missed }: Pick<DaysReport, 'missed'>): string | undefined {
  if (missed.length === 0) return undefined;
  return `${nameMissedDays(missed)} no run that succeeded: npm run backfill`;
}

/** "2026-01-31 has", "3 days since 2026-01-31 have" */
export function nameMissedDays(missed: readonly string[]): string {
  const [first] = missed;
  return missed.length === 1 ? `${first} has` : `${missed.length} days since ${first} have`;
}
