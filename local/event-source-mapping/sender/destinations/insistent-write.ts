import { setTimeout as wait } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../../backoff.ts';

/** Why repeating a write would not help: of the message alone, or of all that goes to the destination. */
export interface Refusal {
  readonly of: 'message' | 'destination';
  readonly remedy: string;
}

export interface WriteRules {
  /** As the mapping names it. */
  readonly destination: string;
  /** Undefined for an error that may pass. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  readonly backoff: Backoff;
  readonly log: (line: string) => void;
  /** Called for each attempt that failed. */
  readonly onFailure: () => void;
}

export type WriteEnd = 'written' | 'message-refused' | 'destination-refused' | 'aborted';

/**
 * Writes until the destination has taken or refused the message, or the signal comes. Nothing but the signal limits the
 * attempts at a destination that cannot be reached: its records have no other place, so their partition waits.
 */
export async function writeInsistently(
  write: () => Promise<unknown>,
  { destination, refusalOf, backoff, log, onFailure }: WriteRules,
  signal: AbortSignal,
): Promise<WriteEnd> {
  let problem: string | undefined;
  for (let retry = 1; !signal.aborted; retry += 1) {
    try {
      await write();
      return 'written';
    } catch (error) {
      onFailure();
      const { name, message } = error as Error;
      const refusal = refusalOf(error);
      if (refusal) {
        log(`the on-failure destination ${destination} refused a message (${name}: ${message}). ${refusal.remedy}`);
        return `${refusal.of}-refused`;
      }
      // Said once, not at every attempt.
      if (problem !== message) log(`waiting for the on-failure destination ${destination} (${name}: ${message})`);
      problem = message;
      await wait(backoffMs(backoff, retry), undefined, { signal }).catch(() => undefined);
    }
  }
  return 'aborted';
}
