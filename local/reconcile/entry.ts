/** What an entry stands for. */
const entryKinds = [
  /** Of the topic: a user as a record has it, and that one is gone. */
  ...(['user', 'tombstone'] as const),
  /** Of the topic, behind the end of what is compared: the user is on its way to the stores. */
  'later',
  /** Rows of the stores, and of PostgreSQL's `deleted_users`. */
  ...(['cassandra', 'postgres', 'deleted'] as const),
  /** Of the topic: a record that is no user, and one that was such a record and was published again as a user. */
  ...(['poison', 'settled'] as const),
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** What a record or a row says, in as many bytes as any other: a million users fit on the disk beside the stack. */
export interface Entry {
  readonly kind: EntryKind;
  /** 16 bytes as Latin-1: of a user its id, of a record that is none its place. */
  readonly key: string;
  /** Microseconds; of a store whatever stands there. */
  readonly version: bigint;
  /** The same, see `userDigest`. */
  readonly digest: string;
  /** Where the record is; -1 for a row. */
  readonly partition: number;
  readonly offset: number;
  /** Where the record was first published in its partition, see `UserChange`. */
  readonly firstOffset: number;
}

const keyBytes = 16;
const digestBytes = 16;
const versionAt = keyBytes;
const digestAt = versionAt + 8;
const partitionAt = digestAt + digestBytes;
const kindAt = partitionAt + 4;
const offsetAt = kindAt + 1;

const firstOffsetAt = offsetAt + 8;

export const entryBytes = firstOffsetAt + 8;
export const noDigest = '\0'.repeat(digestBytes);

export function writeEntry(entry: Entry, to: Buffer, at: number): void {
  const { kind, key, version, digest, partition, offset, firstOffset } = entry;
  to.write(key, at, keyBytes, 'latin1');
  to.writeBigInt64BE(version, at + versionAt);
  to.write(digest, at + digestAt, digestBytes, 'latin1');
  to.writeInt32BE(partition, at + partitionAt);
  to.writeUInt8(entryKinds.indexOf(kind), at + kindAt);
  to.writeDoubleBE(offset, at + offsetAt);
  to.writeDoubleBE(firstOffset, at + firstOffsetAt);
}

export function readEntry(from: Buffer, at: number): Entry {
  return {
    key: from.toString('latin1', at, at + keyBytes),
    version: from.readBigInt64BE(at + versionAt),
    digest: from.toString('latin1', at + digestAt, at + digestAt + digestBytes),
    partition: from.readInt32BE(at + partitionAt),
    kind: entryKinds[from.readUInt8(at + kindAt)] as EntryKind,
    offset: from.readDoubleBE(at + offsetAt),
    firstOffset: from.readDoubleBE(at + firstOffsetAt),
  };
}

export function keyOfUser(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1');
}

export function userOfKey(key: string): string {
  return Buffer.from(key, 'latin1')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Where a record is, or was first published. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

export function keyOfPlace({ partition, offset }: Place): string {
  const key = Buffer.alloc(keyBytes);
  key.writeDoubleBE(partition);
  key.writeDoubleBE(offset, 8);
  return key.toString('latin1');
}

export function placeOfKey(key: string): Place {
  const bytes = Buffer.from(key, 'latin1');
  return { partition: bytes.readDoubleBE(), offset: bytes.readDoubleBE(8) };
}
