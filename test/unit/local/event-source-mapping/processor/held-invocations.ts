import type { FetchedRecords } from '../../../../../local/event-source-mapping/poller/kafka-source.ts';
import { kafkaRecord } from '../event-records.ts';
import type { Batch } from '../in-memory-processor.ts';

/** Records of consecutive offsets, as the poller hands them over. */
export function fetched(from: number, count: number, partition = 0): FetchedRecords {
  const records = Array.from({ length: count }, (_, index) => kafkaRecord(from + index, partition));
  return { partition, records, nextOffset: from + count };
}

/** The function's invocations under way, each ended by the test. */
export function heldInvocations() {
  const held: { batch: Batch; end: (succeeded: boolean) => void }[] = [];
  const invoke = (batch: Batch) => new Promise<boolean>((end) => held.push({ batch, end }));
  return { held, invoke };
}
