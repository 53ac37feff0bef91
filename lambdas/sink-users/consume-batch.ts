import { performance } from 'node:perf_hooks';
import { newestChanges } from './newest-changes.ts';
import { type FailedRecord, type KafkaEvent, type RecordPlace, readRecords } from './read-records.ts';
import type { UserStore } from './user-store.ts';
import { writeChanges } from './write-changes.ts';

/** What Lambda reads as the answer to a batch of a Kafka mapping: the identifier is an object, unlike that of queues. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: RecordPlace }[];
}

export interface BatchOutcome {
  readonly records: number;
  readonly failures: readonly FailedRecord[];
  /** How long each store took, in milliseconds. */
  readonly storeTimes: readonly { readonly store: string; readonly ms: number }[];
}

/**
 * Brings every record of the event into all stores.
 * @returns the records that are not in every store, with the first reason.
 */
export async function consumeBatch(
  event: KafkaEvent,
  stores: readonly UserStore[],
  deadline: AbortSignal,
): Promise<BatchOutcome> {
  const { changes, malformed } = readRecords(event);
  const newest = newestChanges(changes);
  const written = await Promise.all(
    stores.map(async (store) => {
      const begun = performance.now();
      const failed = await writeChanges(store, newest, deadline);
      return { store: store.name, ms: performance.now() - begun, failed };
    }),
  );
  const failed = written.flatMap((outcome) => outcome.failed);
  // Of several reasons for one user the first stays.
  const reasons = new Map(failed.reverse().map(({ change, reason }) => [change.id, reason]));
  // Where a user's newest change failed, the older ones of the batch were not written either.
  const unwritten = changes.flatMap(({ id, place }) => {
    const reason = reasons.get(id);
    return reason === undefined ? [] : [{ place, reason }];
  });
  return {
    records: changes.length + malformed.length,
    failures: [...malformed, ...unwritten],
    storeTimes: written.map(({ store, ms }) => ({ store, ms })),
  };
}

export function toBatchResponse({ failures }: BatchOutcome): KafkaBatchResponse {
  return { batchItemFailures: failures.map(({ place }) => ({ itemIdentifier: place })) };
}
