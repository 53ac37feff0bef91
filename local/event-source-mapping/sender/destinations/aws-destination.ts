import type { GivenUpBatch } from '../failure-record.ts';
import type { Destination } from './destination.ts';
import { type Refusal, type WriteRules, writeInsistently } from './insistent-write.ts';

/** Makes the message that tells of a batch, and the function that sends it, the same one at each attempt. */
export type PrepareWrite = (batch: GivenUpBatch) => () => Promise<unknown>;

/** A destination behind an AWS API, which gets one message for a batch. */
export function awsDestination(prepareWrite: PrepareWrite, rules: Omit<WriteRules, 'refusalOf'>): Destination {
  return {
    deliver: async (batch, signal) => {
      const end = await writeInsistently(prepareWrite(batch), { ...rules, refusalOf: awsRefusal }, signal);
      return end === 'written' ? batch.records.length : 0;
    },
    close: async () => undefined,
  };
}

const tooManyRequests = 429;

/** A service that redirects or blames the request would do so again. */
function awsRefusal(error: unknown): Refusal | undefined {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === undefined || status < 300 || status >= 500 || status === tooManyRequests) return undefined;
  return {
    of: 'destination',
    remedy: "Create it, allow writing to it, or change the mapping's OnFailure destination.",
  };
}
