import type { EventRecord } from '../../record.ts';
import { failureContext, type GivenUpBatch } from '../failure-record.ts';

/** A message of the destination topic. */
export interface FailureMessage {
  /** Of the record. */
  readonly key: Buffer | null;
  readonly value: string;
}

/** What Lambda writes to a Kafka topic for each record it gives up: why, and the event with this one record. */
export function failureMessage(
  batch: GivenUpBatch,
  record: EventRecord,
  event: string,
  requestId: string,
  nowMs: number,
): FailureMessage {
  const { requestContext, ...context } = failureContext(batch, requestId, nowMs);
  const { source, condition } = batch;
  const about = {
    requestContext: {
      ...requestContext,
      functionArn: qualifiedArn(batch.functionArn),
      condition: condition === 'RetryAttemptsExhausted' ? 'RetriesExhausted' : condition,
    },
    ...context,
    KafkaBatchInfo: {
      batchSize: 1,
      ...(source.arn !== undefined && { eventSourceArn: source.arn }),
      bootstrapServers: source.bootstrapServers,
      payloadSize: Buffer.byteLength(event),
      recordInfo: { offset: String(record.offset), timestamp: new Date(record.timestampMs).toISOString() },
    },
  };
  // The event is JSON already.
  return { key: keyOf(record), value: `${JSON.stringify(about).slice(0, -1)},"payload":${event}}` };
}

const unqualifiedArnParts = 7;

function qualifiedArn(functionArn: string): string {
  return functionArn.split(':').length === unqualifiedArnParts ? `${functionArn}:$LATEST` : functionArn;
}

/** Read back, because few records fail and all the others need not be kept with their keys. */
function keyOf({ json, originalKey }: EventRecord): Buffer | null {
  if (originalKey !== undefined) return originalKey;
  const { key } = JSON.parse(json) as { key?: string };
  return key === undefined ? null : Buffer.from(key, 'base64');
}
