import * as z from 'zod/mini';
import { describeProblem } from '../core/describe-problem.ts';
import { InvalidEventError } from '../core/errors.ts';
import { dateOf, type LogicalDate, parseDate } from '../core/logical-date.ts';
import { maximumUsers } from '../core/users-per-run.ts';

export type Trigger = 'schedule' | 'manual' | 'backfill';

/** A run as its event asks for it. */
export interface RunRequest {
  readonly date: LogicalDate;
  readonly users: number;
  readonly trigger: Trigger;
}

const scheduledEvent = z.object({ source: z.literal('aws.events'), time: z.iso.datetime() });

const ownEvent = z.strictObject({
  date: z.optional(z.unknown()),
  users: z.optional(
    z
      .int('is not a whole number')
      .check(z.minimum(1, 'is below 1'), z.maximum(maximumUsers, `is above ${maximumUsers}`)),
  ),
  trigger: z.optional(z.enum(['manual', 'backfill'])),
});

/**
 * Reads the event of EventBridge's rule, whose time decides the date, or one given by hand:
 * `{"date": "2026-01-31", "users": 1000, "trigger": "backfill"}`, all of it optional.
 * @throws InvalidEventError naming the field.
 */
export function readEvent(event: unknown, defaults: { readonly users: number; readonly now: Date }): RunRequest {
  const scheduled = scheduledEvent.safeParse(event);
  if (scheduled.success) {
    return { date: dateOf(new Date(scheduled.data.time)), users: defaults.users, trigger: 'schedule' };
  }
  const own = ownEvent.safeParse(event ?? {});
  if (!own.success) {
    throw new InvalidEventError(
      `The event is neither one of EventBridge's schedule nor {"date", "users", "trigger"}: ${describeProblem(own.error)}.`,
    );
  }
  const { date, users = defaults.users, trigger = 'manual' } = own.data;
  return { date: date === undefined ? dateOf(defaults.now) : parseDate(date), users, trigger };
}
