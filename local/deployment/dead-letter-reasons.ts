import type { deadLetterReasons } from '../../lambdas/core/dead-letter.ts';
import type { unreadableReason } from '../../lambdas/redrive/letter.ts';
import type { GiveUpCondition } from '../event-source-mapping/sender/retry-policy.ts';

/** Why a record became a dead letter, for people. */
export interface ReasonHelp {
  readonly meaning: string;
  readonly remedy: string;
}

export type KnownReason = (typeof deadLetterReasons)[number] | GiveUpCondition | typeof unreadableReason;

const undecodable: ReasonHelp = {
  meaning: 'the mapping could not decode it: no schema, one that it does not fit, or one that is missing',
  remedy: 'mend whoever published it; where the schema was missing, register it (deploy) and replay',
};

/** The table of docs/operations.md says the same. */
export const reasonHelp: Readonly<Record<KnownReason, ReasonHelp>> = {
  INVALID_RECORD: {
    meaning: 'the value is no user, or one that not every store can keep; the message names the field',
    remedy: 'mend whoever published it, or the sink if it is wrong to refuse it; then replay',
  },
  STORE_REFUSED: {
    meaning: 'a store refused this record for good; the message has its words',
    remedy: 'mend the table or the sink; then replay',
  },
  DESERIALIZATION_ERROR: undecodable,
  SCHEMA_NOT_FOUND: undecodable,
  RetryAttemptsExhausted: {
    meaning: 'the sink failed on it again and again, as when a store is away for long',
    remedy: 'when the store is well again, replay',
  },
  RecordAgeExceeded: { meaning: 'it waited longer than the mapping allows', remedy: 'replay' },
  MaximumPayloadSizeExceeded: {
    meaning: 'it alone is more than Lambda takes (6 MB)',
    remedy: 'a replay meets the same limit: publish it smaller, and discard it',
  },
  UNREADABLE: {
    meaning: 'neither the sink nor the mapping has written this message',
    remedy: 'look at it, find out who sends to the queue, and discard it: it cannot be replayed',
  },
};

/** @returns undefined for a reason that neither the sink nor a mapping gives today */
export function helpOf(reason: string): ReasonHelp | undefined {
  return Object.hasOwn(reasonHelp, reason) ? reasonHelp[reason as KnownReason] : undefined;
}
