import type { CanonicalUser } from './digest.ts';
import type { Place } from './entry.ts';

/** A row of a store. */
export interface StoredUser {
  readonly user: CanonicalUser;
  /** Microseconds; -1 where the row has none. */
  readonly version: bigint;
}

export interface DeletedUser {
  readonly id: string;
  readonly version: bigint;
}

/** One of the two stores, as it is compared. */
export interface Store {
  /** Page by page. */
  scan(signal: AbortSignal): AsyncIterable<StoredUser>;
  /** Those of the ids that are there. */
  find(ids: readonly string[]): Promise<StoredUser[]>;
}

export interface PostgresStore extends Store {
  scanDeleted(signal: AbortSignal): AsyncIterable<DeletedUser>;
  /** Those of the topic's places whose dead letter was published again or discarded, as the audit table says. */
  findHandled(topic: string, places: readonly Place[]): Promise<Place[]>;
}
