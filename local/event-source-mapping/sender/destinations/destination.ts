import type { GivenUpBatch } from '../failure-record.ts';

/** Where the records go that a mapping gives up. */
export interface Destination {
  /**
   * Resolves with how many of the batch's records it has taken; the others were refused for good, unless the signal
   * ended the waiting. Never rejects.
   */
  deliver(batch: GivenUpBatch, signal: AbortSignal): Promise<number>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** Of a mapping that names none. */
export const noDestination: Destination = { deliver: async () => 0, close: async () => undefined };
