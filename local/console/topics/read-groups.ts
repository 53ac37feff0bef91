import kafkajs from 'kafkajs';
import type { GroupMember } from './answers.ts';

/** A consumer group with what it has committed. */
export interface Group {
  readonly groupId: string;
  readonly state: string;
  /** Of each member the partitions of each topic. */
  readonly members: readonly (Omit<GroupMember, 'partitions'> & {
    readonly assigned: Readonly<Record<string, readonly number[]>>;
  })[];
  /** Offsets by topic and partition. */
  readonly committed: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

// Each takes two questions.
const mostGroups = 100;

/** @returns the groups that are looked at, those with members first, and how many are not */
export async function readGroups(admin: kafkajs.Admin): Promise<{ groups: Group[]; leftOut: number }> {
  const { groups: listed } = await admin.listGroups();
  const ids = listed
    .filter(({ protocolType }) => protocolType === 'consumer' || protocolType === '')
    .map(({ groupId }) => groupId)
    .sort();
  const looked = ids.slice(0, mostGroups);
  if (looked.length === 0) return { groups: [], leftOut: 0 };
  const [described, committed] = await Promise.all([
    admin.describeGroups(looked),
    Promise.all(looked.map((groupId) => committedOf(admin, groupId))),
  ]);
  const groups = looked.map((groupId, index): Group => {
    const own = described.groups.find((one) => one.groupId === groupId);
    return {
      groupId,
      state: own?.state ?? 'Unknown',
      members: (own?.members ?? []).map(({ memberId, clientId, clientHost, memberAssignment }) => ({
        ...{ memberId, clientId, host: clientHost.replace(/^\//, '') },
        assigned: assignmentOf(memberAssignment),
      })),
      committed: committed[index] ?? new Map(),
    };
  });
  groups.sort((one, other) => Number(other.members.length > 0) - Number(one.members.length > 0));
  return { groups, leftOut: ids.length - looked.length };
}

async function committedOf(admin: kafkajs.Admin, groupId: string): Promise<Map<string, Map<number, number>>> {
  const topics = await admin.fetchOffsets({ groupId });
  return new Map(
    topics.map(({ topic, partitions }) => {
      const offsets = partitions.map(({ partition, offset }): [number, number] => [partition, Number(offset)]);
      return [topic, new Map(offsets.filter(([, offset]) => offset >= 0))];
    }),
  );
}

/** A group's members may write something else, or nothing yet. */
function assignmentOf(bytes: Buffer): Record<string, number[]> {
  try {
    return kafkajs.AssignerProtocol.MemberAssignment.decode(bytes)?.assignment ?? {};
  } catch {
    return {};
  }
}
