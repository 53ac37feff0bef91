import type { EventRecord, RecordRefusal } from '../record.ts';

export interface RetryPolicy {
  /** Attempts after the first; Infinity for no limit. */
  readonly retries: number;
  /** Infinity for no limit. */
  readonly recordAgeMs: number;
  readonly bisect: boolean;
}

/** With a destination for failures, retrying without limit is cut to this many retries. */
export const retriesBeforeDestination = 10;

/** Records of a batch that are sent together, and what became of them so far. */
export interface Delivery {
  readonly records: readonly EventRecord[];
  /** Attempts that the function answered with a failure. */
  readonly failures: number;
  readonly invocations: number;
}

/** What came of an invocation. Only an answer of the function counts as an attempt. */
export type Outcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'partial-failure'; readonly failed: readonly EventRecord[] }
  | { readonly kind: 'failure' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unavailable' };

/** Why records are given up, in the words of the failure record. */
export type GiveUpCondition =
  | 'RetryAttemptsExhausted'
  | 'RecordAgeExceeded'
  | 'MaximumPayloadSizeExceeded'
  | RecordRefusal;

export interface NextStep {
  readonly delivered: readonly EventRecord[];
  readonly givenUp?: { readonly delivery: Delivery; readonly condition: GiveUpCondition };
  /** To send next, in this order. */
  readonly again: readonly Delivery[];
}

/** Decides what to do with each record of a delivery after an invocation: none is in two places, none is forgotten. */
export function decideNext(delivery: Delivery, outcome: Outcome, policy: RetryPolicy): NextStep {
  const { records, failures } = delivery;
  const invocations = delivery.invocations + 1;

  switch (outcome.kind) {
    case 'success':
      return { delivered: records, again: [] };
    case 'unavailable':
      return { delivered: [], again: [{ records, failures, invocations: delivery.invocations }] };
    case 'too-large':
      if (records.length > 1) return { delivered: [], again: halves({ records, failures, invocations }) };
      return giveUp({ records, failures, invocations }, 'MaximumPayloadSizeExceeded');
    case 'failure':
      // A split narrows the failure down, so it does not cost a retry.
      if (policy.bisect && records.length > 1) {
        return { delivered: [], again: halves({ records, failures, invocations }) };
      }
      return retry({ records, failures: failures + 1, invocations }, policy);
    case 'partial-failure': {
      const failed = new Set(outcome.failed);
      const delivered = records.filter((record) => !failed.has(record));
      return { ...retry({ records: outcome.failed, failures: failures + 1, invocations }, policy), delivered };
    }
  }
}

/** Takes the records out that are too old to be sent. */
export function expireRecords(
  delivery: Delivery,
  { recordAgeMs }: RetryPolicy,
  nowMs: number,
): { readonly expired: readonly EventRecord[]; readonly current: readonly EventRecord[] } {
  if (recordAgeMs === Number.POSITIVE_INFINITY) return { expired: [], current: delivery.records };
  const isExpired = ({ timestampMs }: EventRecord) => nowMs - timestampMs > recordAgeMs;
  return { expired: delivery.records.filter(isExpired), current: delivery.records.filter((one) => !isExpired(one)) };
}

function retry(delivery: Delivery, { retries }: RetryPolicy): NextStep {
  if (delivery.failures > retries) return giveUp(delivery, 'RetryAttemptsExhausted');
  return { delivered: [], again: [delivery] };
}

function giveUp(delivery: Delivery, condition: GiveUpCondition): NextStep {
  return { delivered: [], givenUp: { delivery, condition }, again: [] };
}

function halves({ records, failures, invocations }: Delivery): Delivery[] {
  const middle = Math.ceil(records.length / 2);
  return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, failures, invocations }));
}
