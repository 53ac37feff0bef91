import type { UserChange } from '../../lambdas/sink-users/read-records.ts';
import { canonicalUser, userDigest } from './digest.ts';
import { type Entry, type EntryKind, keyOfUser, noDigest, type Place } from './entry.ts';
import type { StoredUser } from './stores.ts';

const nowhere = { partition: -1, offset: -1, firstOffset: -1 };

/** What a record says of a user. @param place where the record is */
export function entryOfChange({ id, version, user, offset }: UserChange, place: Place): Entry {
  return {
    kind: user === null ? 'tombstone' : 'user',
    key: keyOfUser(id),
    version: BigInt(version),
    digest: user === null ? noDigest : userDigest(canonicalUser(user)),
    partition: place.partition,
    offset: place.offset,
    firstOffset: offset,
  };
}

export function entryOfRow(kind: 'cassandra' | 'postgres', { user, version }: StoredUser): Entry {
  return entryOfVersion(kind, user.id as string, version, userDigest(user));
}

/** Of that which has no values, or none that are compared. */
export function entryOfVersion(kind: EntryKind, id: string, version: bigint, digest = noDigest): Entry {
  return { kind, key: keyOfUser(id), version, digest, ...nowhere };
}
