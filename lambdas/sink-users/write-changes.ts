import pLimit from 'p-limit';
import pRetry from 'p-retry';
import { chunk as inChunks } from '../core/chunk.ts';
import { sizeOf } from './change-size.ts';
import type { UserChange } from './read-records.ts';
import type { UserStore } from './user-store.ts';

export interface FailedChange {
  readonly change: UserChange;
  /** The store, and what it said. */
  readonly reason: string;
  /** The store refuses this change for good. Else it was away or the time over, and the change may be written later. */
  readonly refused: boolean;
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
      const refused = store.isRefusal(error);
      if (chunk.length > 1 && refused) {
        const middle = Math.ceil(chunk.length / 2);
        return (await Promise.all([chunk.slice(0, middle), chunk.slice(middle)].map(writeChunk))).flat();
      }
      const reason = `${store.name}: ${(error as Error).message}`;
      return chunk.map((change) => ({ change, reason, refused }));
    }
  };
  return (await Promise.all(inChunks(changes, sizeOf, store.chunk).map(writeChunk))).flat();
}

async function writePatiently(store: UserStore, chunk: readonly UserChange[], deadline: AbortSignal): Promise<void> {
  let last: unknown;
  try {
    await pRetry(() => store.write(chunk, deadline), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: firstRetryMs,
      maxTimeout: maxRetryMs,
      randomize: true,
      signal: deadline,
      shouldRetry: ({ error }) => !store.isRefusal(error),
      onFailedAttempt: ({ error }) => {
        last = error;
      },
    });
  } catch (error) {
    // What kept the store from answering says more than that the time is over.
    throw deadline.aborted && last !== undefined ? last : error;
  }
}
