import pLimit from 'p-limit';
import pRetry from 'p-retry';
import { chunk as inChunks } from '../core/chunk.ts';
import { sizeOf } from './change-size.ts';
import type { UserChange } from './read-records.ts';
import type { UserStore } from './user-store.ts';

export interface FailedChange {
  readonly change: UserChange;
  readonly reason: string;
}

const firstRetryMs = 100;
const maxRetryMs = 5000;

/**
 * Writes the changes to a store, chunk by chunk. What may pass is tried again until the deadline; a chunk that is
 * refused for good is split until the change that is to blame stands alone.
 * @param deadline what is not written when it aborts is a failure.
 * @returns the changes that the store does not have, with the reason.
 */
export async function writeChanges(
  store: UserStore,
  changes: readonly UserChange[],
  deadline: AbortSignal,
): Promise<FailedChange[]> {
  const limit = pLimit(store.concurrency);
  const writeChunk = async (chunk: readonly UserChange[]): Promise<FailedChange[]> => {
    try {
      await limit(() => writePatiently(store, chunk, deadline));
      return [];
    } catch (error) {
      if (chunk.length > 1 && !mayPass(store, error)) {
        const middle = Math.ceil(chunk.length / 2);
        return (await Promise.all([chunk.slice(0, middle), chunk.slice(middle)].map(writeChunk))).flat();
      }
      const reason = `${store.name}: ${(error as Error).message}`;
      return chunk.map((change) => ({ change, reason }));
    }
  };
  return (await Promise.all(inChunks(changes, sizeOf, store.chunk).map(writeChunk))).flat();
}

/** A driver says by a TypeError that it cannot send a value, which no waiting changes. */
function mayPass(store: UserStore, error: unknown): boolean {
  return !(error instanceof TypeError) && store.mayPass(error);
}

async function writePatiently(store: UserStore, chunk: readonly UserChange[], deadline: AbortSignal): Promise<void> {
  let last: unknown;
  try {
    await pRetry(() => store.write(chunk), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: firstRetryMs,
      maxTimeout: maxRetryMs,
      randomize: true,
      signal: deadline,
      shouldRetry: ({ error }) => mayPass(store, error),
      onFailedAttempt: ({ error }) => {
        last = error;
      },
    });
  } catch (error) {
    // What kept the store from answering says more than that the time is over.
    throw deadline.aborted && last !== undefined ? last : error;
  }
}
