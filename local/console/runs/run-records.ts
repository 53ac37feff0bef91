import type kafkajs from 'kafkajs';
import { groupId, topic } from '../../deployment/kafka-admin.ts';
import type { PartitionRange, RunRecordsAnswer, RunView } from './answers.ts';

/** The broker's clock and the database's differ by less. */
const clocksDifferMs = 60_000;

type Times = Pick<RunView, 'startedAt' | 'endedAt'>;

type Admin = Pick<kafkajs.Admin, 'fetchTopicOffsets' | 'fetchTopicOffsetsByTimestamp' | 'fetchOffsets'>;

/**
 * Where a run's records are: nobody counts them, for a run may have a million. Their times are the broker's, so that all
 * of them are between the offsets of the run's beginning and of its end, and those of others with them.
 */
export async function runRecords(admin: Admin, run: Times): Promise<Omit<RunRecordsAnswer, 'queued'>> {
  const partitions = await rangesOf(admin, run, clocksDifferMs);
  const sum = (size: (range: PartitionRange) => number) => partitions.reduce((all, range) => all + size(range), 0);
  return {
    ...{ topic, group: groupId, partitions },
    inRange: sum(({ from, to }) => to - from),
    notCommitted: sum(notCommitted),
  };
}

/** What came in while a run was under way. @param marginMs more on both sides */
export async function rangesOf(
  admin: Admin,
  { startedAt, endedAt }: Times,
  marginMs: number,
): Promise<PartitionRange[]> {
  const [starts, ends, committed] = await Promise.all([
    admin.fetchTopicOffsetsByTimestamp(topic, Date.parse(startedAt) - marginMs),
    endedAt === null
      ? admin.fetchTopicOffsets(topic)
      : admin.fetchTopicOffsetsByTimestamp(topic, Date.parse(endedAt) + marginMs),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const endOf = new Map(ends.map(({ partition, offset }) => [partition, Number(offset)]));
  const next = new Map(committed[0]?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  const ranges = starts.map(({ partition, offset }): PartitionRange => {
    const from = Number(offset);
    const own = next.get(partition) ?? -1;
    return { partition, from, to: Math.max(from, endOf.get(partition) ?? from), committed: own < 0 ? null : own };
  });
  return ranges.sort((one, other) => one.partition - other.partition);
}

function notCommitted({ from, to, committed }: PartitionRange): number {
  return Math.max(0, to - Math.max(from, committed ?? from));
}
