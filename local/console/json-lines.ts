import type { Context } from 'hono';
import { stream } from 'hono/streaming';

/**
 * Answers with a line of JSON for each value as it comes, until there are no more or the reader has gone. What goes wrong
 * on the way is the last line: `{"error": …}`.
 * @param values ends when its signal is aborted.
 */
export function jsonLines(context: Context, values: (signal: AbortSignal) => AsyncIterable<unknown>): Response {
  context.header('content-type', 'application/x-ndjson; charset=utf-8');
  return stream(context, async (output) => {
    const gone = new AbortController();
    output.onAbort(() => gone.abort(new Error('The reader has gone.')));
    try {
      for await (const value of values(gone.signal)) await output.write(`${JSON.stringify(value)}\n`);
    } catch (error) {
      if (!gone.signal.aborted) await output.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
    }
  });
}
