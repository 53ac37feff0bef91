import type kafkajs from 'kafkajs';
import type { GroupLag, GroupView, PartitionView, TopicAnswer, TopicsAnswer } from './answers.ts';
import type { Bounds, TopicLog } from './log/topic-log.ts';
import type { Group } from './read-groups.ts';

export interface GroupsRead {
  readonly groups: readonly Group[];
  readonly leftOut: number;
}

/** What people look at first, in this order. */
const settingNames = [
  'cleanup.policy',
  'retention.ms',
  'retention.bytes',
  'message.timestamp.type',
  'max.message.bytes',
  'min.insync.replicas',
  'compression.type',
  'segment.bytes',
];
const topicResource = 2;

/** Every topic with what each group has left to read in it. */
export async function readTopics(
  log: TopicLog,
  { groups, leftOut }: GroupsRead,
  isAll: boolean,
): Promise<TopicsAnswer> {
  const all = await log.topics();
  const shown = new Map([...all].filter(([name]) => isAll || !name.startsWith('__')));
  const bounds = await log.bounds(
    new Map([...shown].map(([name, partitions]) => [name, partitions.map(({ partition }) => partition)])),
  );
  const topics = [...bounds].map(([name, own]) => ({
    name,
    partitions: own.size,
    records: sum([...own.values()].map(({ low, high }) => high - low)),
    ends: sum([...own.values()].map(({ high }) => high)),
    groups: groups.flatMap((group) => groupLag(group, name, own) ?? []),
  }));
  topics.sort((one, other) => one.name.localeCompare(other.name));
  return { at: new Date().toISOString(), topics, hidden: all.size - shown.size, groupsLeftOut: leftOut };
}

/** @returns undefined when there is no such topic */
export async function readTopic(
  log: TopicLog,
  admin: kafkajs.Admin,
  { groups, leftOut }: GroupsRead,
  name: string,
): Promise<TopicAnswer | undefined> {
  const partitions = (await log.topics()).get(name);
  if (!partitions) return undefined;
  const [bounds, settings] = await Promise.all([log.boundsOf(name), readSettings(admin, name)]);
  return {
    ...{ at: new Date().toISOString(), name, settings, groupsLeftOut: leftOut },
    partitions: partitions.map(
      (one): PartitionView => ({ ...one, ...(bounds.get(one.partition) ?? { low: 0, high: 0 }) }),
    ),
    groups: groups.flatMap((group) => groupView(group, name, bounds) ?? []),
  };
}

/** @returns undefined for a group that has committed nothing in the topic */
export function groupLag(group: Group, topic: string, bounds: ReadonlyMap<number, Bounds>): GroupLag | undefined {
  const committed = group.committed.get(topic);
  if (!committed || committed.size === 0) return undefined;
  const lags = [...committed].map(([partition, offset]) => lagOf(offset, bounds.get(partition)));
  return { groupId: group.groupId, state: group.state, lag: sum(lags) };
}

/** @returns undefined for a group that neither reads the topic nor has */
export function groupView(group: Group, topic: string, bounds: ReadonlyMap<number, Bounds>): GroupView | undefined {
  const members = group.members
    .filter(({ assigned }) => assigned[topic])
    .map(({ assigned, ...member }) => ({ ...member, partitions: assigned[topic] ?? [] }));
  const lag = groupLag(group, topic, bounds);
  if (!lag && members.length === 0) return undefined;
  const committed = group.committed.get(topic);
  return {
    ...(lag ?? { groupId: group.groupId, state: group.state, lag: null }),
    members,
    partitions: [...bounds].map(([partition, own]) => {
      const offset = committed?.get(partition);
      return { partition, committed: offset ?? null, lag: offset === undefined ? null : lagOf(offset, own) };
    }),
  };
}

/** Records that are gone are no longer to be read. */
function lagOf(committed: number, { low, high }: Bounds = { low: 0, high: 0 }): number {
  return Math.max(0, high - Math.max(committed, low));
}

/** What people look at first, of a topic that is there. */
export async function readSettings(admin: kafkajs.Admin, name: string): Promise<TopicAnswer['settings']> {
  const resources = [{ type: topicResource, name, configNames: settingNames }];
  const { resources: described } = await admin.describeConfigs({ resources, includeSynonyms: false });
  const entries = described[0]?.configEntries ?? [];
  return settingNames.flatMap((setting) => {
    const entry = entries.find(({ configName }) => configName === setting);
    if (!entry) return [];
    // The broker's own settings count as defaults of a topic.
    return [{ name: setting, value: entry.configValue, isDefault: entry.configSource !== 1 }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((before, number) => before + number, 0);
}
