import { InvalidUserError } from '../core/errors.ts';
import { decodeUser, type User } from '../core/user.ts';
import { type EventRecord, type KafkaEvent, placesOf, type RecordPlace } from './kafka-event.ts';
import { replayOf } from './record-headers.ts';

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
export function readRecords(event: KafkaEvent): { changes: UserChange[]; malformed: FailedRecord[] } {
  const changes: UserChange[] = [];
  const malformed: FailedRecord[] = [];
  for (const [place, record] of placesOf(event)) {
    try {
      changes.push(readChange(place, record));
    } catch (error) {
      malformed.push({ place, reason: (error as Error).message });
    }
  }
  return { changes, malformed };
}

function readChange(place: RecordPlace, record: EventRecord): UserChange {
  const id = record.key ? Buffer.from(record.key, 'base64').toString('utf8') : undefined;
  const { timestampMs, offset } = originOf(record);
  const origin = { offset, version: versionOf(timestampMs, offset) };
  const { value } = record;
  if (value === undefined || value === null) return { place, id: tombstoneId(id), ...origin, user: null };
  const user = decodeUser(Buffer.from(value, 'base64'));
  // Only records with one key are in one partition, and so in order.
  if (id !== user.id) throw new InvalidUserError(`The key is not the user's id, ${user.id}.`);
  return { place, id, ...origin, user };
}

/** A record that was published again counts as it stood first: it must not overrule what came after it. */
function originOf(record: EventRecord): { timestampMs: number; offset: number } {
  const { timestamp, offset } = record;
  const replay = replayOf(record);
  if (replay === undefined) return { timestampMs: timestamp, offset };
  // Whoever forges one could overrule what is still to come.
  if (replay.timestampMs > timestamp) {
    throw new InvalidUserError(`header replay-timestamp: ${replay.timestampMs} is after the record's, ${timestamp}.`);
  }
  return replay;
}

/**
 * The record's time, which is the broker's, and within one millisecond the last three digits of its offset: microseconds
 * since 1970. Both stores and `newestChanges` go by this number alone, so that what wins never depends on which records
 * come in one batch. The price: of two records of a user in one millisecond, on both sides of a full thousand of
 * offsets, the earlier one wins, everywhere.
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
