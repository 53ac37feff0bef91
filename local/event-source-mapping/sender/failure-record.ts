import type { EventRecord } from '../record.ts';
import { type EventSource, partitionName } from '../source.ts';
import type { GiveUpCondition } from './retry-policy.ts';

/** The last answer to the records that are given up, if they were sent at all. */
export interface FunctionAnswer {
  readonly requestId: string;
  readonly statusCode: number;
  readonly executedVersion: string;
  readonly functionError?: string;
}

export interface GivenUpBatch {
  readonly source: EventSource;
  readonly functionArn: string;
  readonly condition: GiveUpCondition;
  readonly invocations: number;
  readonly answer: FunctionAnswer | undefined;
  readonly records: readonly EventRecord[];
  readonly payloadBytes: number;
}

/** What Lambda writes to a queue for records it gives up: where they are, never what they hold. */
export function failureRecord(batch: GivenUpBatch, requestId: string, nowMs: number): object {
  const { source, records } = batch;
  return {
    ...failureContext(batch, requestId, nowMs),
    KafkaBatchInfo: {
      batchSize: records.length,
      ...(source.arn !== undefined && { eventSourceArn: source.arn }),
      bootstrapServers: source.bootstrapServers,
      payloadSize: batch.payloadBytes,
      recordsInfo: recordsInfo(source.topic, records),
    },
  };
}

/** The part that every destination gets. The request's id is that of the last answer, or else the one given. */
export function failureContext(batch: GivenUpBatch, requestId: string, nowMs: number) {
  const { answer } = batch;
  return {
    requestContext: {
      requestId: answer?.requestId ?? requestId,
      functionArn: batch.functionArn,
      condition: batch.condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: responseContext(answer),
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
  };
}

function responseContext(answer: FunctionAnswer | undefined): object | null {
  if (answer === undefined) return null;
  const { statusCode, executedVersion, functionError } = answer;
  return { statusCode, executedVersion, ...(functionError !== undefined && { functionError }) };
}

function recordsInfo(topic: string, records: readonly EventRecord[]): object {
  const partitions = [...Map.groupBy(records, ({ partition }) => partition)];
  return Object.fromEntries(
    partitions.map(([partition, own]) => {
      const first = own[0] as EventRecord;
      const last = own.at(-1) as EventRecord;
      const info = {
        firstRecordOffset: String(first.offset),
        lastRecordOffset: String(last.offset),
        firstRecordTimestamp: new Date(first.timestampMs).toISOString(),
        lastRecordTimestamp: new Date(last.timestampMs).toISOString(),
      };
      return [partitionName(topic, partition), info];
    }),
  );
}
