import * as z from 'zod/mini';
import { describeProblem } from '../core/describe-problem.ts';
import { InvalidEventError } from '../core/errors.ts';
import { dateOf, type LogicalDate, parseDate } from '../core/logical-date.ts';
import { maximumUsers } from '../core/users-per-run.ts';

export const triggers = ['schedule', 'manual', 'backfill'] as const;

export type Trigger = (typeof triggers)[number];

/** Which run an invocation goes on with. */
export interface Continuation {
  readonly runId: string;
  /** 1 for the first time that the function invokes itself. */
  readonly number: number;
}

/** A run as its event asks for it. */
export interface RunRequest {
  readonly date: LogicalDate;
  readonly users: number;
  readonly trigger: Trigger;
  /** Whether all of the date is to be done again, though it was done. */
  readonly rerun: boolean;
  /** Of the event that the function sends itself. */
  readonly continues?: Continuation;
}

/**
 * Lambda takes a chain of about 16 invocations for one that never ends, and stops it: this is the first one and 15 more,
 * each of them as long as the function may run.
 */
export const maximumContinuations = 15;

const scheduledEvent = z.object({ source: z.literal('aws.events'), time: z.iso.datetime() });

const numberOfUsers = z
  .int('is not a whole number')
  .check(z.minimum(1, 'is below 1'), z.maximum(maximumUsers, `is above ${maximumUsers}`));

const ownEvent = z.strictObject({
  date: z.optional(z.unknown()),
  users: z.optional(numberOfUsers),
  trigger: z.optional(z.enum(['manual', 'backfill'])),
  rerun: z.optional(z.boolean()),
});

const continuationEvent = z.strictObject({
  date: z.unknown(),
  users: numberOfUsers,
  trigger: z.enum(triggers),
  continues: z.strictObject({
    runId: z.string(),
    number: z.int().check(z.minimum(1), z.maximum(maximumContinuations)),
  }),
});

/**
 * Reads the event of EventBridge's rule, whose time decides the date; one given by hand:
 * `{"date": "2026-01-31", "users": 1000, "trigger": "backfill", "rerun": true}`, all of it optional; or the one that the
 * function sends itself, as `continuationOf` makes it.
 * @throws InvalidEventError naming the field.
 */
export function readEvent(event: unknown, defaults: { readonly users: number; readonly now: Date }): RunRequest {
  const scheduled = scheduledEvent.safeParse(event);
  if (scheduled.success) {
    return { date: dateOf(new Date(scheduled.data.time)), users: defaults.users, trigger: 'schedule', rerun: false };
  }
  const continued = continuationEvent.safeParse(event);
  if (continued.success) return { ...continued.data, date: parseDate(continued.data.date), rerun: false };
  const own = ownEvent.safeParse(event ?? {});
  if (!own.success) {
    throw new InvalidEventError(
      `The event is neither one of EventBridge's schedule nor {"date", "users", "trigger", "rerun"}: ${describeProblem(own.error)}.`,
    );
  }
  const { date, users = defaults.users, trigger = 'manual', rerun = false } = own.data;
  return { date: date === undefined ? dateOf(defaults.now) : parseDate(date), users, trigger, rerun };
}

/** The event by which the function goes on with a run. A rerun is not asked for again: it would begin anew. */
export function continuationOf({ date, users, trigger }: RunRequest, continues: Continuation) {
  return { date, users, trigger, continues };
}
