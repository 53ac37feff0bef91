import type { Context } from 'aws-lambda';
import { withDeadline } from '../core/deadline.ts';
import type { Ending } from './fetch-users.ts';

/** Left of the function's time to keep what was done, and to go on with the rest or to say so. */
const marginMs = 10_000;

/** Left before that for the pages under way: as long as the API has for an answer, but no more than a quarter of all. */
const pagesMs = 60_000;

/** Does work that begins nothing more some time before its deadline. */
export function withEnding<Result>(
  context: Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>,
  work: (ending: Ending) => Promise<Result>,
): Promise<Result> {
  const forPages = Math.min(pagesMs, context.getRemainingTimeInMillis() / 4);
  return withDeadline(context, marginMs + forPages, (last) =>
    withDeadline(context, marginMs, (deadline) => work({ last, deadline })),
  );
}
