import * as z from 'zod/mini';
import type { EventRecord } from '../record.ts';
import { partitionName } from '../source.ts';

/** What a function's answer says about the batch: these records failed (none: success), or the answer is unusable. */
export type BatchVerdict = { readonly failed: readonly EventRecord[] } | { readonly malformed: string };

const responseSchema = z.object({
  batchItemFailures: z.nullish(
    z.array(z.object({ itemIdentifier: z.object({ partition: z.string(), offset: z.int() }) })),
  ),
});

/**
 * Reads a partial batch response: `{batchItemFailures: [{itemIdentifier: {partition: "topic-0", offset: 5}}]}`.
 * No answer, null, an empty JSON value and an empty list mean success; an identifier that is malformed or that is not
 * in the batch means that nothing in the answer can be trusted.
 */
export function readBatchResponse(payload: string, topic: string, batch: readonly EventRecord[]): BatchVerdict {
  const parsed = parseJson(payload);
  if (parsed === undefined) return { malformed: 'The answer is not JSON.' };
  if (isEmpty(parsed)) return { failed: [] };

  const response = responseSchema.safeParse(parsed);
  if (!response.success) {
    return { malformed: 'The answer is not {"batchItemFailures":[{"itemIdentifier":{"partition","offset"}}]}.' };
  }
  const failures = response.data.batchItemFailures ?? [];
  if (failures.length === 0) return { failed: [] };

  const named = new Set(failures.map(({ itemIdentifier: { partition, offset } }) => `${partition}@${offset}`));
  const failed = batch.filter(({ partition, offset }) => named.has(`${partitionName(topic, partition)}@${offset}`));
  if (failed.length < named.size) return { malformed: 'The answer names a record that is not in the batch.' };
  return { failed };
}

function parseJson(payload: string): unknown {
  if (payload.trim() === '') return null;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
