import { InvalidUserError } from '../core/errors.ts';
import { readReplay } from '../core/replay.ts';
import { decodeUser, type User } from '../core/user.ts';

/** A record as Lambda's event holds it; the types of the event say by mistake that every record has key and value. */
export interface EventRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Base64. */
  readonly key?: string | null;
  /** Base64 of JSON, whatever the topic holds; none is a tombstone. */
  readonly value?: string | null;
  /** Each an object of one name; bytes are numbers from -128 to 127. */
  readonly headers?: readonly Readonly<Record<string, readonly number[]>>[];
  /** What the value was written with, as the mapping found it in the registry; a tombstone has none. */
  readonly valueSchemaMetadata?: { readonly dataFormat: string; readonly schemaId: string } | null;
}

/** What an event of a Kafka mapping says, by "topic-partition". */
export interface KafkaEvent {
  readonly records: Readonly<Record<string, readonly EventRecord[]>>;
}

/** Names a record in a partial batch response. */
export interface RecordPlace {
  /** "topic-partition", as in the event. */
  readonly partition: string;
  readonly offset: number;
}

/** What a record says of a user: as it is now, or that it is gone. */
export interface UserChange {
  readonly place: RecordPlace;
  readonly id: string;
  /** Where the record stood first: a replayed one's is not where it is now. */
  readonly offset: number;
  /** Of two changes of a user the one with the higher version counts; microseconds, as Cassandra counts them. */
  readonly version: number;
  /** null: the user is gone. */
  readonly user: User | null;
}

export interface FailedRecord {
  readonly place: RecordPlace;
  readonly reason: string;
}

/** Sorts an event's records into changes and records that are none; every record is in one of the two. */
export function readRecords({ records }: KafkaEvent): { changes: UserChange[]; malformed: FailedRecord[] } {
  const changes: UserChange[] = [];
  const malformed: FailedRecord[] = [];
  for (const [partition, own] of Object.entries(records)) {
    for (const record of own) {
      const place = { partition, offset: record.offset };
      try {
        changes.push(readChange(place, record));
      } catch (error) {
        malformed.push({ place, reason: (error as Error).message });
      }
    }
  }
  return { changes, malformed };
}

/** The registry's names of the schemas that an event's values were written with, at most so many. */
export function schemaIdsOf({ records }: KafkaEvent, limit: number): string[] {
  const ids = new Set<string>();
  for (const { valueSchemaMetadata } of Object.values(records).flat()) {
    if (ids.size >= limit) break;
    if (valueSchemaMetadata) ids.add(valueSchemaMetadata.schemaId);
  }
  return [...ids];
}

function readChange(place: RecordPlace, { timestamp, offset, key, value, headers }: EventRecord): UserChange {
  const id = key ? Buffer.from(key, 'base64').toString('utf8') : undefined;
  const first = readReplay(headerText(headers)) ?? { timestampMs: timestamp, offset };
  const origin = { offset: first.offset, version: versionOf(first.timestampMs, first.offset) };
  if (value === undefined || value === null) return { place, id: tombstoneId(id), ...origin, user: null };
  const user = decodeUser(Buffer.from(value, 'base64'));
  // Only records with one key are in one partition, and so in order.
  if (id !== user.id) throw new InvalidUserError(`The key is not the user's id, ${user.id}.`);
  return { place, id, ...origin, user };
}

function headerText(headers: EventRecord['headers'] = []): (name: string) => string | undefined {
  return (name) => {
    const bytes = headers.find((header) => Object.hasOwn(header, name))?.[name];
    return bytes && Buffer.from(bytes).toString('utf8');
  };
}

/**
 * The record's time, and within one millisecond the last three digits of its offset: microseconds since 1970. Both stores
 * and `newestChanges` go by this number alone, so that what wins never depends on which records come in one batch.
 */
function versionOf(timestampMs: number, offset: number): number {
  const version = timestampMs * 1000 + (offset % 1000);
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new InvalidUserError(`The timestamp ${timestampMs} cannot be a version.`);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function tombstoneId(id: string | undefined): string {
  if (id !== undefined && uuid.test(id)) return id;
  throw new InvalidUserError('A record without a value must have the id of a user as its key.');
}
