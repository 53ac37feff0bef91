import type { ChunkLimit } from '../core/chunk.ts';
import type { UserChange } from './read-records.ts';

/** One of the stores that keep the users. A change that is older than what it has is none for it. */
export interface UserStore {
  readonly name: string;
  /** What one request may hold. */
  readonly chunk: ChunkLimit;
  /** Requests under way at once. */
  readonly concurrency: number;
  /**
   * Writes all of the changes or rejects; writing them again is harmless.
   * @param deadline of the batch. A request that can take longer than half a minute has to end with it.
   */
  write(changes: readonly UserChange[], deadline: AbortSignal): Promise<void>;
  /** Whether the values are to blame, so that no wait helps. All else is waited for, a deployment that is wrong too. */
  isRefusal(error: unknown): boolean;
}
