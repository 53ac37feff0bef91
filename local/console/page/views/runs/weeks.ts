import type { CalendarDay } from '../../../runs/answers.ts';

/** A week of the calendar, from Monday on; undefined where the year begins or ends within it. */
export interface Week {
  readonly days: readonly (CalendarDay | undefined)[];
  /** The month that begins in it: "Jun". */
  readonly month: string | undefined;
}

const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** @param days in order, without a gap */
export function weeksOf(days: readonly CalendarDay[]): Week[] {
  const [first] = days;
  if (!first) return [];
  const before = weekdayOf(first.date);
  const weeks = Array.from({ length: Math.ceil((before + days.length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => days[week * 7 + weekday - before]),
  );
  return weeks.map((own) => ({ days: own, month: monthOf(own) }));
}

/** 0 is Monday. */
function weekdayOf(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7;
}

function monthOf(days: Week['days']): string | undefined {
  const first = days.find((day) => day?.date.endsWith('-01'));
  return first && month.format(new Date(first.date));
}

/** How far an arrow key goes in the calendar, in days. */
export const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };
