import * as z from 'zod/mini';
import type { OffsetRange } from './letter.ts';

/** What Lambda says of records that its mapping gave up: where they are, never what they hold. */
export interface FailureRecord {
  /** Why, in Lambda's word. */
  readonly condition: string;
  readonly invocations: number;
  readonly records: number;
  readonly payloadBytes: number;
  readonly functionError?: string;
  /** ISO 8601 */
  readonly failedAt: string;
  readonly ranges: readonly OffsetRange[];
}

const count = z.int().check(z.minimum(0));
const offset = z.string().check(z.regex(/^\d{1,15}$/));

const schema = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.optional(count) }),
  responseContext: z.optional(z.nullable(z.object({ functionError: z.optional(z.string()) }))),
  timestamp: z.iso.datetime(),
  KafkaBatchInfo: z.object({
    batchSize: count,
    payloadSize: z.optional(count),
    recordsInfo: z.record(
      z.string().check(z.regex(/^.+-\d{1,9}$/s)),
      z.object({
        firstRecordOffset: offset,
        lastRecordOffset: offset,
        firstRecordTimestamp: z.optional(z.iso.datetime()),
      }),
    ),
  }),
});

/** @param value of a message, parsed. @returns undefined for what is no failure record of a Kafka mapping. */
export function readFailureRecord(value: unknown): FailureRecord | undefined {
  const { data } = schema.safeParse(value);
  if (data === undefined) return undefined;
  const { requestContext, responseContext, timestamp, KafkaBatchInfo: batch } = data;
  const ranges = Object.entries(batch.recordsInfo).map(([name, info]) => ({
    // A topic's name may hold dashes, a partition's number none.
    topic: name.slice(0, name.lastIndexOf('-')),
    partition: Number(name.slice(name.lastIndexOf('-') + 1)),
    first: Number(info.firstRecordOffset),
    last: Number(info.lastRecordOffset),
    ...(info.firstRecordTimestamp !== undefined && { timestampMs: Date.parse(info.firstRecordTimestamp) }),
  }));
  if (ranges.length === 0 || ranges.some(({ first, last }) => last < first)) return undefined;
  return {
    condition: requestContext.condition,
    invocations: requestContext.approximateInvokeCount ?? 0,
    records: batch.batchSize,
    payloadBytes: batch.payloadSize ?? 0,
    ...(responseContext?.functionError !== undefined && { functionError: responseContext.functionError }),
    failedAt: timestamp,
    ranges,
  };
}
