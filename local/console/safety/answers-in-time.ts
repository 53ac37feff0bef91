import type { Handler, Hono } from 'hono';
import { inTime } from '../in-time.ts';
import { ConsoleProblem } from '../problem.ts';

/**
 * Whoever asks has an answer by then, whatever stands still. What was asked for goes on behind it: parts have shorter
 * times of their own, and a change may still be made, and be noted as it ends.
 */
export function answersInTime(routes: Pick<Hono, 'fetch'>, ms: number): Handler {
  return (context) =>
    inTime(Promise.resolve(routes.fetch(context.req.raw, context.env)), ms, () => {
      const remedy =
        'npm run status says what runs. A change may still be made: the audit log tells what became of it.';
      return new ConsoleProblem(504, `There was no answer in ${ms / 1000} s: a part stands still.`, remedy);
    });
}
