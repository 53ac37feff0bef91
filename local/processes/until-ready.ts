import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../start-error.ts';

interface Wait {
  readonly name: string;
  /** Rejects until it is. */
  readonly ready: () => Promise<void>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Throws when there is nothing left to wait for. */
  readonly requireAlive?: () => void;
}

const everyMs = 100;

/** Waits until a service is ready. @throws StartError with the last reason why it was not */
export async function untilReady({ name, ready, timeoutMs, signal, requireAlive }: Wait): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    requireAlive?.();
    try {
      return await ready();
    } catch (error) {
      last = error;
    }
    await wait(everyMs);
  }
  const reason = last instanceof Error ? last.message : String(last);
  throw new StartError(`${name} was not ready after ${timeoutMs / 1000} s (${reason}). See npm run logs -- ${name}.`, {
    cause: last,
  });
}
