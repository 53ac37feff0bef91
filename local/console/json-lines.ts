import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { ConsoleProblem, messageOf } from './problem.ts';
import { Slots } from './slots.ts';

/** Each may hold a connection to the pipeline's parts until its reader goes. */
const readers = new Slots(16, 'streams');

/**
 * Answers with a line of JSON for each value as it comes, until there are no more or the reader has gone. What goes wrong
 * on the way is the last line: `{"error": …, "remedy": …}`.
 * @param values ends when its signal is aborted.
 * @param slots how many of its kind may go on at once. @default - those of all streams
 * @throws ConsoleProblem while too many others read
 */
export function jsonLines(
  context: Context,
  values: (signal: AbortSignal) => AsyncIterable<unknown>,
  slots: Slots = readers,
): Response {
  context.header('content-type', 'application/x-ndjson; charset=utf-8');
  // Nobody would read the lines, and they would wait for that for ever.
  if (context.req.method === 'HEAD') return context.body(null);
  const giveBack = slots.take();
  return stream(context, async (output) => {
    const gone = new AbortController();
    output.onAbort(() => gone.abort(new Error('The reader has gone.')));
    const write = (value: unknown) => output.write(`${JSON.stringify(value)}\n`);
    try {
      for await (const value of values(gone.signal)) {
        if (gone.signal.aborted) break;
        await write(value);
      }
    } catch (error) {
      const remedy = error instanceof ConsoleProblem ? error.remedy : undefined;
      if (!gone.signal.aborted) await write({ error: messageOf(error), remedy });
    } finally {
      giveBack();
    }
  });
}
