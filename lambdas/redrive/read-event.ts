import * as z from 'zod/mini';
import { describeProblem } from '../core/describe-problem.ts';
import { InvalidEventError } from '../core/errors.ts';

/** How many letters an answer is about at most. */
export const maximumListed = 1000;

const id = z.string().check(z.minLength(1, 'is empty'), z.maxLength(2000, 'is no id of a letter'));
const reason = z.string().check(z.regex(/^[A-Za-z_]{1,100}$/, 'is no reason: letters and _ only'));
const limit = z._default(
  z
    .int('is not a whole number')
    .check(z.minimum(1, 'is below 1'), z.maximum(maximumListed, `is above ${maximumListed}`)),
  100,
);

const choice = {
  id: z.optional(id),
  reason: z.optional(reason),
  all: z.optional(z.literal(true, 'must be true, or left out')),
  dryRun: z._default(z.boolean(), false),
  /** Letters of later are left: without it, those of later than now. */
  before: z.optional(z.iso.datetime('is no instant as 2026-01-31T10:00:00.000Z')),
  /** Ids of letters that are left, because an earlier request was told what is in the way of them. */
  skip: z._default(z.array(id).check(z.maxLength(maximumListed, `has more than ${maximumListed} ids`)), []),
  requestedBy: z._default(z.string().check(z.minLength(1, 'is empty'), z.maxLength(200, 'is too long')), 'lambda'),
};

const events = {
  list: z.strictObject({ action: z.literal('list'), reason: z.optional(reason), limit }),
  show: z.strictObject({ action: z.literal('show'), id }),
  replay: z.strictObject({ action: z.literal('replay'), ...choice, force: z._default(z.boolean(), false) }),
  discard: z.strictObject({ action: z.literal('discard'), ...choice }),
  audit: z.strictObject({ action: z.literal('audit'), limit }),
} as const;

type Events = typeof events;
export type RedriveEvent = { [Action in keyof Events]: z.infer<Events[Action]> }[keyof Events];
export type ReplayRequest = z.infer<Events['replay']>;
export type DiscardRequest = z.infer<Events['discard']>;
/** Of letters that something is to be done with. */
export type LetterChoice = Omit<DiscardRequest, 'action'>;
export type ListRequest = z.infer<Events['list']>;

const kind = z.object({ action: z.enum(Object.keys(events) as (keyof Events)[]) });

/**
 * Reads `{"action": "list" | "show" | "replay" | "discard" | "audit", ...}`; a field that the action does not know is refused.
 * @throws InvalidEventError naming the field.
 */
export function readEvent(event: unknown): RedriveEvent {
  const { action } = parse(kind, event);
  const request: RedriveEvent = parse<RedriveEvent>(events[action], event);
  if (request.action === 'replay' || request.action === 'discard') requireOneChoice(request);
  return request;
}

function requireOneChoice({ id: one, reason: some, all }: LetterChoice): void {
  const choices = [one, some, all].filter((choice) => choice !== undefined);
  if (choices.length !== 1)
    throw new InvalidEventError('The event needs one of "id", "reason" and "all", and only one.');
}

function parse<Value>(schema: z.ZodMiniType<Value>, event: unknown): Value {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidEventError(`The event is no request for dead letters: ${describeProblem(parsed.error)}.`, {
    cause: parsed.error,
  });
}
