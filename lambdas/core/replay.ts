import * as z from 'zod/mini';
import { describeProblem } from './describe-problem.ts';
import { InvalidUserError } from './errors.ts';

/** What a record says that was published again: where it stood first, and how often it came back since. */
export interface Replay {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  /** 1 for the first time. */
  readonly count: number;
}

/** A record counts as it stood first: published again, it must not overrule what came after it. */
const headerNames = {
  partition: 'replay-partition',
  offset: 'replay-offset',
  timestampMs: 'replay-timestamp',
  count: 'replay-count',
} as const;

const digits = z.string().check(z.regex(/^\d{1,16}$/, 'is no whole number'));
const headersSchema = z.object({
  [headerNames.partition]: digits,
  [headerNames.offset]: digits,
  [headerNames.timestampMs]: digits,
  [headerNames.count]: digits,
});

/** The headers by which `readReplay` knows the record. */
export function replayHeaders(replay: Replay): Record<string, string> {
  const names = Object.entries(headerNames) as [keyof Replay, string][];
  return Object.fromEntries(names.map(([field, name]) => [name, String(replay[field])]));
}

/**
 * @param header the text of a record's header, if it has it
 * @returns undefined for a record that is where it was first published.
 * @throws InvalidUserError naming the header that is missing or no number.
 */
export function readReplay(header: (name: string) => string | undefined): Replay | undefined {
  const names = Object.values(headerNames);
  if (names.every((name) => header(name) === undefined)) return undefined;
  const texts = Object.fromEntries(names.map((name) => [name, header(name)]));
  const parsed = headersSchema.safeParse(texts);
  if (!parsed.success) throw new InvalidUserError(`header ${describeProblem(parsed.error)}`, { cause: parsed.error });
  const numbers = Object.entries(headerNames).map(([field, name]) => [field, Number(parsed.data[name])]);
  return Object.fromEntries(numbers) as Replay;
}
