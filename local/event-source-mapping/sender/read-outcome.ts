import type { EventRecord } from '../record.ts';
import { readBatchResponse } from './batch-response.ts';
import type { Invocation } from './invoke-function.ts';
import type { Outcome } from './retry-policy.ts';

export interface OutcomeOptions {
  readonly topic: string;
  /** ReportBatchItemFailures. */
  readonly readsBatchResponse: boolean;
}

/** What an invocation means for the records that it was about. `malformed` says why an answer counts as a failure. */
export function readOutcome(
  invocation: Invocation,
  records: readonly EventRecord[],
  { topic, readsBatchResponse }: OutcomeOptions,
): { readonly outcome: Outcome; readonly malformed?: string } {
  if (invocation.kind === 'too-large') return { outcome: { kind: 'too-large' } };
  if (invocation.kind !== 'answered') return { outcome: { kind: 'unavailable' } };
  if (invocation.answer.functionError !== undefined) return { outcome: { kind: 'failure' } };
  if (!readsBatchResponse) return { outcome: { kind: 'success' } };

  const verdict = readBatchResponse(invocation.payload, topic, records);
  if ('malformed' in verdict) return { outcome: { kind: 'failure' }, malformed: verdict.malformed };
  if (verdict.failed.length === 0) return { outcome: { kind: 'success' } };
  return { outcome: { kind: 'partial-failure', failed: verdict.failed } };
}

/** The last processing result after an outcome that is no success. */
export function problemOf(invocation: Invocation, outcome: Outcome): string {
  if (invocation.kind === 'unavailable') return invocation.reason;
  if (invocation.kind === 'throttled') return 'Function call throttled';
  if (invocation.kind === 'too-large') return 'The function does not take a request of this size';
  return outcome.kind === 'partial-failure' ? 'Function reported failed records' : 'Function call failed';
}
