import type { Admin } from 'kafkajs';
import type { KafkaRecord } from '../../event-source-mapping/record.ts';
import { partitionOf } from '../../reconcile/partition-of.ts';
import type { TopicReading } from '../../reconcile/read-topic-record.ts';
import type { Topic } from '../../reconcile/topic.ts';
import { RecordsOfUser } from './records-of-user.ts';
import { offsetOf, originOfVersion } from './versions.ts';

export interface LookPorts {
  readonly topic: Pick<Topic, 'name' | 'groupId' | 'scan'>;
  readonly admin: Pick<Admin, 'fetchTopicOffsets' | 'fetchOffsets' | 'fetchTopicOffsetsByTimestamp'>;
  readonly read: (record: KafkaRecord) => Promise<TopicReading>;
}

/** Where a user's records are, and how far the sink is there. */
export interface Partition {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
  /** The first offset that the sink's group has not committed; undefined where it has committed none. */
  readonly committed: number | undefined;
}

export type Range = readonly [from: number, to: number];

/** What was looked at, and what was there. */
export interface Finding extends Partition {
  readonly topic: string;
  readonly ranges: readonly Range[];
  readonly complete: boolean;
  readonly records: RecordsOfUser;
  /** Of the partition's first record, where that was looked at. */
  readonly oldestMs: number | undefined;
}

/** So many of the last records of the partition are looked at in any case. */
const lastRecords = 2000;

export async function findPartition({ topic, admin }: LookPorts, id: string): Promise<Partition> {
  const [offsets, [group]] = await Promise.all([
    admin.fetchTopicOffsets(topic.name),
    admin.fetchOffsets({ groupId: topic.groupId, topics: [topic.name] }),
  ]);
  const partition = partitionOf(id, offsets.length);
  const own = offsets.find((one) => one.partition === partition);
  const committed = Number(group?.partitions.find((one) => one.partition === partition)?.offset ?? -1);
  return {
    partition,
    low: Number(own?.low ?? 0),
    high: Number(own?.high ?? 0),
    committed: committed < 0 ? undefined : committed,
  };
}

/**
 * Where a topic without an index is worth looking at: at the records of which the versions were made, for a version is
 * the broker's time and the end of the offset, and at the end of the partition.
 */
export async function rangesWorthLooking(
  { topic, admin }: LookPorts,
  { partition, low, high }: Partition,
  versions: readonly bigint[],
): Promise<readonly Range[]> {
  const origins = [...new Set(versions)].map(originOfVersion).filter((origin) => origin !== undefined);
  const singles = await Promise.all(
    origins.map(async (origin): Promise<Range> => {
      const offsets = await admin.fetchTopicOffsetsByTimestamp(topic.name, origin.timestampMs);
      const offset = offsetOf(origin, Number(offsets.find((one) => one.partition === partition)?.offset ?? high));
      return [offset, offset + 1];
    }),
  );
  return mergeRanges([...singles, [high - lastRecords, high]], [low, high]);
}

/** Those within the bounds in their order, none of which touches another. */
export function mergeRanges(ranges: readonly Range[], [low, high]: Range): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
    const [begin, end] = [Math.max(from, low), Math.min(to, high)];
    const last = merged.at(-1);
    if (begin >= end) continue;
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([begin, end]);
  }
  return merged;
}

/** @param looked is told of every record, whoever's it is, and how many of the user's were found by then */
export async function look(
  { topic, read }: LookPorts,
  id: string,
  where: { readonly place: Partition; readonly ranges: readonly Range[] },
  signal: AbortSignal,
  looked: (found: number) => void = () => undefined,
): Promise<Finding> {
  const { place, ranges } = where;
  const { partition, low, high } = place;
  const records = new RecordsOfUser();
  let oldestMs: number | undefined;
  const take = async (record: KafkaRecord) => {
    if (record.offset === low) oldestMs = record.timestampMs;
    if (record.key?.toString('utf8') === id) records.add({ record, reading: await read(record) });
    looked(records.found);
  };
  const scans = ranges.map(([from, to]) => topic.scan(new Map([[partition, { low: from, high: to }]]), take, signal));
  await Promise.all(scans);
  const [first] = ranges;
  const complete = low >= high || (first !== undefined && first[0] <= low && first[1] >= high);
  return { ...place, topic: topic.name, ranges, complete, records, oldestMs };
}
