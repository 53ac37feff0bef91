import type { Context } from 'aws-lambda';
import { DeadlineError } from './errors.ts';

/** Aborts, with a DeadlineError, the given time before Lambda would end the function. */
export function deadlineSignal(
  context: Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>,
  marginMs: number,
): AbortSignal {
  const ms = Math.max(0, context.getRemainingTimeInMillis() - marginMs);
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const message = `${context.functionName} was not done after ${Math.round(ms / 1000)} s: its timeout is near.`;
    controller.abort(new DeadlineError(message));
  }, ms);
  // The environment is kept after the invocation: the timer must not hold the process, nor fire into the next one's work.
  timer.unref();
  return controller.signal;
}
