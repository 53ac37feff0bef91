import type { EventRecord } from '../record.ts';
import type { GiveUpCondition } from '../sender/retry-policy.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { EventEnvelope } from './serialise-event.ts';

export interface BatchLimits {
  readonly records: number;
  /** Of the whole serialised event. */
  readonly bytes: number;
}

export interface FormedBatch {
  readonly records: readonly EventRecord[];
  /** Of the event that holds these records. */
  readonly payloadBytes: number;
  /** Why the batch, a single record then, is not to be sent. */
  readonly refusal?: GiveUpCondition;
}

/** Whether the queues hold so much that waiting longer cannot make the batch larger. */
export function fillsBatch(queues: readonly PartitionQueue[], envelope: EventEnvelope, limits: BatchLimits): boolean {
  let records = 0;
  let bytes = envelope.bytes;
  for (const queue of queues) {
    if (queue.length === 0) continue;
    records += queue.length;
    bytes += queue.bytes + queue.length + envelope.partition(queue.partition).bytes;
  }
  return records >= limits.records || bytes >= limits.bytes;
}

/**
 * Takes the next batch off the queues, partition by partition in the order given, as many records as the limits allow.
 * A record that exceeds the limit on its own comes alone, as does one that is not to be sent.
 */
export function formBatch(
  queues: readonly PartitionQueue[],
  envelope: EventEnvelope,
  limits: BatchLimits,
): FormedBatch {
  const records: EventRecord[] = [];
  let payloadBytes = envelope.bytes;

  for (const queue of queues) {
    const room: BatchLimits = { records: limits.records - records.length, bytes: limits.bytes - payloadBytes };
    const listBytes = envelope.partition(queue.partition).bytes + (records.length > 0 ? 1 : 0);
    const taken = takeFitting(queue, listBytes, room);
    records.push(...taken.records);
    payloadBytes += taken.bytes;

    const first = queue.peek();
    if (records.length === 0 && first !== undefined) {
      queue.shift();
      const refusal = first.refusal ?? 'MaximumPayloadSizeExceeded';
      return { records: [first], payloadBytes: payloadBytes + listBytes + first.bytes, refusal };
    }
  }
  return { records, payloadBytes };
}

/** Takes what fits of one partition; the bytes are those of its list, and none when nothing fits. */
function takeFitting(queue: PartitionQueue, listBytes: number, room: BatchLimits) {
  const records: EventRecord[] = [];
  let bytes = listBytes;
  for (let record = queue.peek(); record && records.length < room.records; record = queue.peek()) {
    const added = record.bytes + (records.length > 0 ? 1 : 0);
    if (record.refusal !== undefined || bytes + added > room.bytes) break;
    queue.shift();
    records.push(record);
    bytes += added;
  }
  return { records, bytes: records.length > 0 ? bytes : 0 };
}
