import { InvalidEventError } from './errors.ts';

/** A day of the calendar as YYYY-MM-DD: what a run is for, whenever it happens. */
export type LogicalDate = string;

/** PostgreSQL has no year 0. */
const firstDate = '0001-01-01';

/** The day of an instant, in UTC. */
export function dateOf(instant: Date): LogicalDate {
  return instant.toISOString().slice(0, 10);
}

/** @throws InvalidEventError when the text is no day of the calendar. */
export function parseDate(text: unknown): LogicalDate {
  if (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const date = new Date(`${text}T00:00:00Z`);
    // 30 February is moved on to March: only a date that comes back unchanged is one.
    if (!Number.isNaN(date.getTime()) && dateOf(date) === text && text >= firstDate) return text;
  }
  throw new InvalidEventError(`date: ${JSON.stringify(text)} is no date of the calendar; write it as 2026-01-31.`);
}
