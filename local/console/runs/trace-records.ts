import type kafkajs from 'kafkajs';
import { originHeaders } from '../../../lambdas/core/origin-headers.ts';
import { withTopicReader } from '../../../lambdas/redrive/topic-reader.ts';
import type { TopicRecord } from '../../../lambdas/redrive/topic-records.ts';
import { topic } from '../../deployment/kafka-admin.ts';
import type { PartitionRange, TraceRecord, TraceRecordsAnswer } from './answers.ts';

const lookedAt = 200;
const mostPartitions = 24;
const readTimeoutMs = 8000;

/**
 * Finds in each partition the first record whose header names the trace, among the first ones that came in while its run
 * was under way.
 */
export async function firstRecordsOf(
  kafka: kafkajs.Kafka,
  traceId: string,
  partitions: readonly PartitionRange[],
): Promise<TraceRecordsAnswer> {
  const ranges = partitions
    .filter(({ from, to }) => from < to)
    .slice(0, mostPartitions)
    .map(({ partition, from, to }) => ({ topic, partition, first: from, last: Math.min(to, from + lookedAt) - 1 }));
  return withTopicReader(kafka, topic, async (read) => {
    const { find, stopped } = await read(ranges, AbortSignal.timeout(readTimeoutMs));
    const records = ranges.flatMap(({ partition, first, last }) => {
      for (let offset = first; offset <= last; offset += 1) {
        const record = find(partition, offset);
        if (record && headerOf(record, originHeaders.traceId) === traceId) return [traceRecord(record)];
      }
      return [];
    });
    return { topic, records, lookedAt, problem: stopped?.why ?? null };
  });
}

function traceRecord(record: TopicRecord): TraceRecord {
  const { partition, offset, timestampMs, key } = record;
  const at = new Date(timestampMs).toISOString();
  return {
    partition,
    offset,
    at,
    key: key?.toString('utf8') ?? null,
    runId: headerOf(record, originHeaders.runId) ?? null,
  };
}

/** Of several with a name the last one. */
function headerOf({ headers }: TopicRecord, name: string): string | undefined {
  const value = [headers[name]].flat().at(-1);
  return value === undefined ? undefined : value.toString();
}
