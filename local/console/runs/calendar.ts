import type pg from 'pg';
import { type Day, maximumDays, readDays } from '../../deployment/missed-days.ts';
import type { CalendarAnswer, CalendarDay } from './answers.ts';

const dayMs = 86_400_000;

/** The year that ends today. */
export async function readCalendar(pool: Pick<pg.Pool, 'query'>, now: Date): Promise<CalendarAnswer> {
  const today = dayOf(now.getTime());
  const from = dayOf(now.getTime() - (maximumDays - 1) * dayMs);
  const [days, { rows }] = await Promise.all([
    readDays(pool, from, today),
    pool.query<{ begun: string | null }>(selectBegun),
  ]);
  return { days: toCalendar(days, { begun: rows[0]?.begun ?? null, today }) };
}

/** When the first run of all was begun: the day from which on each has to have one. */
const selectBegun = `SELECT (min(started_at) AT TIME ZONE 'UTC')::date::text AS begun FROM pipeline_runs`;

/** A day without a run was missed only if the pipeline was there, and the day is over. */
export function toCalendar(
  days: readonly Day[],
  { begun, today }: { readonly begun: string | null; readonly today: string },
): CalendarDay[] {
  const isDue = (date: string) => begun !== null && date >= begun && date < today;
  return days.map((day) => (day.state === 'missed' && !isDue(day.date) ? { ...day, state: 'none' } : day));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
