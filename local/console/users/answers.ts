/** A user in the list, as PostgreSQL has it; long values are cut. */
export interface ListedUser {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly username: string;
  readonly address: string;
  /** Null where it is none that the page may load. */
  readonly picture: string | null;
  readonly version: VersionView;
}

export interface UsersAnswer {
  readonly users: readonly ListedUser[];
  /** For `before` and `after`; null where there is no more. */
  readonly previous: string | null;
  readonly next: string | null;
  /** What PostgreSQL estimates of the whole table; null before it has looked. */
  readonly about: number | null;
}

export interface VersionView {
  /** Microseconds; as text, for what somebody wrote by hand may be any number. */
  readonly version: string;
  /** ISO 8601; null where it is no time. */
  readonly at: string | null;
}

/** What a part of the pipeline says, or why it does not. */
export type Side<Value> = { readonly value: Value } | { readonly problem: string };

/** A user in all three places. */
export interface UserComparison {
  readonly id: string;
  /** Of the newest that is known. */
  readonly name: { readonly first: string; readonly last: string } | null;
  readonly picture: string | null;
  readonly verdict: Verdict;
  readonly kafka: Side<TopicView>;
  /** Null where there is no row. */
  readonly cassandra: Side<VersionView | null>;
  readonly postgres: Side<VersionView | null>;
  /** What PostgreSQL keeps of a deletion. */
  readonly deleted: Side<VersionView | null>;
  /** Empty where nobody has a value. */
  readonly fields: readonly FieldView[];
}

export type Place = 'kafka' | 'cassandra' | 'postgres';

export interface FieldView {
  readonly name: string;
  /** Null where the place has no value. */
  readonly values: Readonly<Record<Place, ValueView | null>>;
  /** The places whose value is another than the newest record's, or where there is none than the other store's. */
  readonly differing: readonly Place[];
}

export interface ValueView {
  readonly text: string;
  /** Of the whole value, where the text is only its beginning. */
  readonly characters?: number;
  /** Of Cassandra, where the cell was written at another time than the row. */
  readonly written?: VersionView;
}

export interface Verdict {
  readonly tone: 'good' | 'busy' | 'warning' | 'bad' | 'off';
  /** In a word or two. */
  readonly title: string;
  readonly sentences: readonly string[];
}

/** What was found in the topic. */
export interface TopicView {
  readonly newest: RecordView | null;
  /** The newest offset first. */
  readonly records: readonly RecordView[];
  /** Records of the user that were found and are not listed. */
  readonly unlisted: number;
  readonly look: LookView;
}

/** What of the user's partition was looked at. */
export interface LookView {
  readonly topic: string;
  readonly partition: number;
  /** The partition's first offset, and the one behind its last. */
  readonly low: number;
  readonly high: number;
  /** Without the second offset of each. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly complete: boolean;
}

export interface RecordView {
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601, of the broker. */
  readonly at: string;
  readonly says: 'user' | 'deletion' | 'no user';
  /** Why it is no user. */
  readonly reason?: string;
  readonly version?: VersionView;
  /** Where it stood first, of a record that was published again. */
  readonly replay?: { readonly partition: number; readonly offset: number; readonly count: number };
  /** Of the value. */
  readonly bytes: number;
  readonly schemaId?: string;
  readonly headers: readonly (readonly [name: string, text: string])[];
  /** What is another than in the listed record before it; null where there is none. */
  readonly changed: readonly string[] | null;
  /** The sink has not committed it. */
  readonly underWay: boolean;
}

/** A line of a look through the whole partition: how far it is, or what it came to. */
export type LookLine =
  | { readonly looked: number; readonly of: number; readonly found: number }
  | { readonly comparison: UserComparison };
