import { type CronFields, parseCron } from './cron-fields.ts';

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * When a schedule of EventBridge is due next after an instant.
 * @param expression cron(…), in UTC, or rate(…)
 * @param before when it was due before: a rate counts from there
 * @returns null for a rate that nothing is known of, for what never comes, and for what is no schedule
 */
export function nextTime(expression: string, after: Date, before?: Date): Date | null {
  const [, kind, inner = ''] = /^(cron|rate)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return nextOfRate(inner, after, before);
  const fields = kind === 'cron' ? parseCron(inner) : undefined;
  return fields ? nextOfCron(fields, after) : null;
}

function nextOfRate(text: string, after: Date, before: Date | undefined): Date | null {
  const [, value, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text.trim()) ?? [];
  const ms = Number(value) * (unitMs[unit] ?? Number.NaN);
  if (!(ms > 0) || !before) return null;
  const periods = Math.floor((after.getTime() - before.getTime()) / ms) + 1;
  return new Date(before.getTime() + Math.max(1, periods) * ms);
}

function nextOfCron({ minutes, hours, months, years, hasDay }: CronFields, after: Date): Date | null {
  for (const year of years.filter((one) => one >= after.getUTCFullYear())) {
    for (const month of months) {
      for (const day of daysOf(year, month, after)) {
        const time = hasDay(day) ? firstTime(day, hours, minutes, after) : undefined;
        if (time) return time;
      }
    }
  }
  return null;
}

/** Midnight of each day of a month (1 to 12) that does not end before the instant. */
function* daysOf(year: number, month: number, after: Date): Generator<Date> {
  const dayMs = 86_400_000;
  for (let ms = Date.UTC(year, month - 1, 1); new Date(ms).getUTCMonth() === month - 1; ms += dayMs) {
    if (ms + dayMs > after.getTime()) yield new Date(ms);
  }
}

function firstTime(day: Date, hours: readonly number[], minutes: readonly number[], after: Date): Date | undefined {
  const times = hours.flatMap((hour) => minutes.map((minute) => day.getTime() + (hour * 60 + minute) * 60_000));
  const ms = times.find((time) => time > after.getTime());
  return ms === undefined ? undefined : new Date(ms);
}
