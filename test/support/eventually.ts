import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer comes without an error; the last error is what a test that gives up shows. */
export async function eventually<Result>(
  ask: () => Promise<Result>,
  timeoutMs: number,
  everyMs = 200,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await wait(everyMs);
  }
}
