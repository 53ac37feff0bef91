import type { UserChange } from './read-records.ts';

/** What decides which of two changes of a user counts. */
type Ordered = Pick<UserChange, 'version' | 'offset'> & { readonly user: unknown };
type Identified = Ordered & Pick<UserChange, 'id'>;

/** The newest change of each user, in the order of their ids. */
export function newestChanges<Change extends Identified>(changes: readonly Change[]): Change[] {
  const newest = new Map<string, Change>();
  for (const change of changes) {
    const known = newest.get(change.id);
    if (known === undefined || isNewer(change, known)) newest.set(change.id, change);
  }
  // One order for all who write: two transactions that lock the same rows do not wait for each other.
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * By the version, as both stores decide. Of one version a deletion counts, in both of them too; of two users with one
 * version (in one millisecond, thousands of offsets or a partition apart) the later offset does.
 */
export function isNewer(one: Ordered, other: Ordered): boolean {
  if (one.version !== other.version) return one.version > other.version;
  if ((one.user === null) !== (other.user === null)) return one.user === null;
  return one.offset >= other.offset;
}
