import type { Context } from 'aws-lambda';
import { DeadlineError } from './errors.ts';

/**
 * Does work whose signal aborts, with a DeadlineError, the given time before Lambda would end the function. After the
 * work nothing is kept: a timer that went on would hold on to all that listens to the signal.
 */
export async function withDeadline<Result>(
  context: Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>,
  marginMs: number,
  work: (deadline: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ms = Math.max(0, context.getRemainingTimeInMillis() - marginMs);
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const message = `${context.functionName} was not done after ${Math.round(ms / 1000)} s: its timeout is near.`;
    controller.abort(new DeadlineError(message));
  }, ms);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
