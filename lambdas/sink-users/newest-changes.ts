import type { UserChange } from './read-records.ts';

/** The newest change of each user, in the order of their ids. */
export function newestChanges(changes: readonly UserChange[]): UserChange[] {
  const newest = new Map<string, UserChange>();
  for (const change of changes) {
    const known = newest.get(change.id);
    if (known === undefined || isNewer(change, known)) newest.set(change.id, change);
  }
  // One order for all who write: two transactions that lock the same rows do not wait for each other.
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of one millisecond the later offset: all records of a user are in one partition. */
function isNewer(one: UserChange, other: UserChange): boolean {
  if (one.timestampMs !== other.timestampMs) return one.timestampMs > other.timestampMs;
  return one.place.offset >= other.place.offset;
}
