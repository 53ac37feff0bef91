import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalUser, userDigest } from '../../../../local/reconcile/digest.ts';
import { type Entry, keyOfUser, noDigest, userOfKey } from '../../../../local/reconcile/entry.ts';
import { judge, statesOf, type UserState } from '../../../../local/reconcile/judge.ts';
import { Spill } from '../../../../local/reconcile/spill.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { sampleUser } from '../../lambdas/sample-user.ts';

const directory = temporaryDirectory();
const complete = () => 0n;
const first = () => 0;
const seed = Math.trunc(Math.random() * 2 ** 31);

/** Ids whose first bytes are the same, as somebody's hand makes them. */
const idOf = (user: number) => `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`;
const digestOf = (name: number) => userDigest(canonicalUser({ ...sampleUser, first_name: `name ${name}` }));

interface Change {
  readonly user: number;
  readonly ms: number;
  /** Undefined: a tombstone. */
  readonly name: number | undefined;
}

interface Row {
  readonly user: number;
  readonly ms: number;
  readonly name: number;
}

const user = fc.nat(12);
const name = fc.nat(2);
const ms = fc.integer({ min: 1, max: 4 });
const changes = fc.array(fc.record({ user, ms, name: fc.option(name, { nil: undefined }) }), { maxLength: 60 });
const rows = fc.uniqueArray(fc.record({ user, ms, name }), { selector: (row) => row.user, maxLength: 13 });

const versionOf = (at: number, offset: number) => BigInt(at * 1000 + (offset % 1000));

function topicEntry(change: Change, offset: number): Entry {
  return {
    kind: change.name === undefined ? 'tombstone' : 'user',
    key: keyOfUser(idOf(change.user)),
    version: versionOf(change.ms, offset),
    digest: change.name === undefined ? noDigest : digestOf(change.name),
    ...{ partition: 0, offset, firstOffset: offset },
  };
}

function rowEntry(kind: 'cassandra' | 'postgres', { user: own, ms: at, name: is }: Row): Entry {
  const place = { partition: -1, offset: -1, firstOffset: -1 };
  return { kind, key: keyOfUser(idOf(own)), version: versionOf(at, 0), digest: digestOf(is), ...place };
}

/** What differs, found in the plainest way: everything in memory, user by user. */
function expected(all: readonly Change[], stores: Readonly<Record<string, readonly Row[]>>): string[] {
  const history = all.map((change, offset) => ({ ...change, version: versionOf(change.ms, offset) }));
  const users = Array.from({ length: 13 }, (_, own) => {
    const newest = history.filter((change) => change.user === own).sort((a, b) => Number(b.version - a.version))[0];
    const inStores = Object.entries(stores).map(([store, list]) => {
      const kind = kindOf(
        newest,
        list.find((row) => row.user === own),
      );
      return kind && `${kind} ${store} ${own}`;
    });
    const isGone = newest !== undefined && newest.name === undefined;
    return [...inStores, isGone && `deletion PostgreSQL ${own}`];
  });
  return users
    .flat()
    .filter((line) => typeof line === 'string')
    .sort();
}

function kindOf(newest: (Change & { version: bigint }) | undefined, row: Row | undefined): string | undefined {
  if (newest === undefined) return row && 'extra';
  if (newest.name === undefined) return row && 'undeleted';
  if (row === undefined) return 'missing';
  if (row.name !== newest.name) return 'fields';
  return versionOf(row.ms, 0) === newest.version ? undefined : 'version';
}

/** The same through files, however few entries a bucket may have. */
function reduced(entries: readonly Entry[], bucketEntries: number): string[] {
  const spill = new Spill(join(directory, randomUUID()), { bucketEntries });
  for (const entry of entries) spill.add(entry);
  const found: string[] = [];
  const seen = new Set<string>();
  for (const bucket of spill.buckets()) {
    for (const [key, state] of statesOf(bucket)) {
      expect(seen.has(key)).toBe(false);
      seen.add(key);
      for (const { kind, store, id } of judge(state, complete, first).differences)
        found.push(`${kind} ${store} ${Number(id.slice(-12))}`);
    }
  }
  return found.sort();
}

test('bucket by bucket the same differs as with everything in memory', () => {
  fc.assert(
    fc.property(changes, rows, rows, fc.constantFrom(1, 3, 1000), (all, cassandra, postgres, bucketEntries) => {
      const entries = [
        ...all.map(topicEntry),
        ...cassandra.map((row) => rowEntry('cassandra', row)),
        ...postgres.map((row) => rowEntry('postgres', row)),
      ];

      const found = reduced(entries, bucketEntries);

      expect({ seed, found }).toEqual({ seed, found: expected(all, { Cassandra: cassandra, PostgreSQL: postgres }) });
    }),
    { seed, numRuns: 150 },
  );
});

test('an entry comes back from the disk as it was', () => {
  const entry: Entry = {
    ...{ kind: 'later', key: keyOfUser(randomUUID()), version: -(2n ** 63n), digest: digestOf(1) },
    ...{ partition: 2 ** 31 - 1, offset: Number.MAX_SAFE_INTEGER, firstOffset: 0 },
  };
  const spill = new Spill(join(directory, randomUUID()));
  spill.add(entry);

  const back: Entry[] = [];
  for (const bucket of spill.buckets()) back.push(...bucket);
  expect(back).toEqual([entry]);
});

test('a user with more entries than a bucket may have is still one', () => {
  const id = randomUUID();
  const spill = new Spill(join(directory, randomUUID()), { bucketEntries: 10 });
  const count = 5000;
  for (let offset = 0; offset < count; offset += 1)
    spill.add({ ...topicEntry({ user: 1, ms: 1 + offset, name: 1 }, offset), key: keyOfUser(id) });

  const states: UserState[] = [];
  for (const bucket of spill.buckets()) states.push(...statesOf(bucket).values());

  expect(states).toHaveLength(1);
  expect(states[0]?.topic).toMatchObject({ offset: count - 1 });
  expect(userOfKey(states[0]?.topic?.key as string)).toBe(id);
});
