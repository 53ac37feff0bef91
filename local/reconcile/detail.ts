import { storeNames } from '../../lambdas/core/metric-names.ts';
import type { DifferenceLine, FieldDifference } from './differences.ts';
import { type CanonicalUser, canonicalUser, describeValue, userFields } from './digest.ts';
import type { Difference } from './judge.ts';
import type { ReconcilePorts } from './ports.ts';
import { Places } from './topic.ts';

/** Of so many rows the whole users are read again, to name the fields that differ. */
export const mostDetailed = 1000;

type Users = ReadonlyMap<string, CanonicalUser>;

/** Names the fields in which the rows differ, by reading just these users again. */
export async function detail(
  { topic, read, cassandra, postgres }: ReconcilePorts,
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<DifferenceLine[]> {
  if (differences.length === 0) return [];
  const ids = [...new Set(differences.map(({ id }) => id))];
  const find = async (store: typeof cassandra): Promise<Users> =>
    new Map((await store.find(ids)).map(({ user }) => [user.id as string, user]));
  const sides: Record<Difference['against'], Users> = {
    topic: await readUsers({ topic, read }, differences, signal),
    [storeNames.cassandra]: await find(cassandra),
    [storeNames.postgres]: await find(postgres),
  };
  return differences.map((difference) => {
    const { id, store, against } = difference;
    const [expected, found] = [sides[against].get(id), sides[store].get(id)];
    // Changed since it was compared: the next comparison tells.
    return expected && found ? { ...difference, fields: differingFields(expected, found) } : difference;
  });
}

async function readUsers(
  { topic, read }: Pick<ReconcilePorts, 'topic' | 'read'>,
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<Users> {
  const places = new Places();
  for (const { record } of differences) if (record) places.add(record);
  const users = new Map<string, CanonicalUser>();
  await topic.scan(
    places.ranges(),
    async (record) => {
      if (!places.has(record)) return;
      const reading = await read(record);
      if ('change' in reading && reading.change.user) users.set(reading.change.id, canonicalUser(reading.change.user));
    },
    signal,
  );
  return users;
}

function differingFields(expected: CanonicalUser, found: CanonicalUser): FieldDifference[] {
  return userFields
    .filter((name) => expected[name] !== found[name])
    .map((name) => ({
      name,
      expected: describeValue(name, expected[name]),
      found: describeValue(name, found[name]),
    }));
}
