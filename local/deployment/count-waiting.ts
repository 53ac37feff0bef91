import type kafkajs from 'kafkajs';
import { groupId, topic } from './kafka-admin.ts';

/** Of a topic's partitions: the first and the next offset of each. */
export type Ends = Awaited<ReturnType<kafkajs.Admin['fetchTopicOffsets']>>;

/** How many records below the ends the sink's group has not committed. */
export async function countWaiting(admin: kafkajs.Admin, ends: Ends): Promise<number> {
  const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const committed = new Map(group?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  return ends.reduce((sum, { partition, low, high }) => {
    const next = Math.max(committed.get(partition) ?? -1, Number(low));
    return sum + Math.max(0, Number(high) - next);
  }, 0);
}
