/** When a cron(…) of EventBridge is due: at all combinations of these, in UTC. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  /** Whether the schedule has the day. @param day at midnight UTC */
  readonly hasDay: (day: Date) => boolean;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads "minutes hours day-of-month month day-of-week year": lists, ranges, steps, names, and in the days L, W and #.
 * @returns undefined for what is none
 */
export function parseCron(text: string): CronFields | undefined {
  const parts = text.trim().toUpperCase().split(/\s+/);
  if (parts.length !== 6) return undefined;
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  // EventBridge takes one of the two days only.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const months = values(month, 1, 12, monthNames);
  const years = values(year, 1970, 2199);
  const hasDay = dayOfMonth === '?' ? dayOfWeekTest(dayOfWeek) : dayOfMonthTest(dayOfMonth);
  return minutes && hours && months && years && hasDay && { minutes, hours, months, years, hasDay };
}

/** The field's values in order; undefined where it has one that is none. */
function values(text: string, from: number, to: number, names: readonly string[] = []): number[] | undefined {
  const number = (word: string) => {
    const named = names.indexOf(word);
    if (named >= 0) return named + from;
    return /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  const all = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range === '*' ? [String(from), String(to)] : range.split('-');
    const begin = number(first);
    const end = last === undefined ? (step === undefined ? begin : to) : number(last);
    const by = step === undefined ? 1 : number(step);
    if (!(begin >= from && end <= to && begin <= end && by >= 1)) return undefined;
    for (let value = begin; value <= end; value += by) all.add(value);
  }
  return [...all].sort((one, other) => one - other);
}

function dayOfMonthTest(text: string): CronFields['hasDay'] | undefined {
  if (text === 'L') return (day) => day.getUTCDate() === lastOf(day);
  const near = /^(\d+)W$/.exec(text);
  if (near) return (day) => day.getUTCDate() === nearestWorkday(day, Number(near[1]));
  const days = values(text, 1, 31);
  return days && ((day) => days.includes(day.getUTCDate()));
}

function dayOfWeekTest(text: string): CronFields['hasDay'] | undefined {
  const [name = '', nth] = text.split('#');
  const last = /^(.+)L$/.exec(name);
  // As EventBridge counts: 1 is Sunday. L alone is the last day of the week.
  const days = values(text === 'L' ? '7' : (last?.[1] ?? name), 1, 7, dayNames);
  if (!days || (nth !== undefined && !/^[1-5]$/.test(nth))) return undefined;
  return (day) => {
    if (!days.includes(day.getUTCDay() + 1)) return false;
    if (last) return day.getUTCDate() + 7 > lastOf(day);
    return nth === undefined || Math.ceil(day.getUTCDate() / 7) === Number(nth);
  };
}

/** The number of the month's last day. */
function lastOf(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

/** From Monday to Friday, in the same month. */
function nearestWorkday(day: Date, wanted: number): number {
  const last = lastOf(day);
  if (wanted > last) return Number.NaN;
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 0) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
}
