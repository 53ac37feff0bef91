import type { Person } from './person.ts';
import type { RandomNumbers } from './random-numbers.ts';
import type { PastDate } from './user.ts';

// The year that just ends for every user, so that the same request has the same answer on any day. On its last day the
// full years since a date are the difference of the years.
const thisYear = 2024;

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** At least 21 years ago. */
export function dateOfBirth({ numbers }: Person): PastDate {
  return dateIn(1945, thisYear - 21, numbers('dob'));
}

/** Whether or not the person was born by then, as in the API. */
export function dateOfRegistration({ numbers }: Person): PastDate {
  return dateIn(2002, thisYear, numbers('registered'));
}

/** Written part by part, which takes a fifth of the time of Date.toISOString(), more than any other field's. */
function dateIn(firstYear: number, lastYear: number, random: RandomNumbers): PastDate {
  const year = random.between(firstYear, lastYear);
  const month = random.between(1, 12);
  const day = random.between(1, daysIn(month, year));
  const time = `${padded(random.below(24), 2)}:${padded(random.below(60), 2)}:${padded(random.below(60), 2)}`;
  const date = `${year}-${padded(month, 2)}-${padded(day, 2)}T${time}.${padded(random.below(1000), 3)}Z`;
  return { date, age: thisYear - year };
}

/** From 1901 to 2099, when every fourth year is a leap year. */
function daysIn(month: number, year: number): number {
  return month === 2 && year % 4 === 0 ? 29 : (daysOfMonths[month - 1] ?? 0);
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
