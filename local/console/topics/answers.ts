/** A topic in the list. */
export interface TopicView {
  readonly name: string;
  readonly partitions: number;
  /** By offsets: an upper limit, since compaction and transactions leave gaps. */
  readonly records: number;
  /** The sum of the partitions' ends: what has ever come. */
  readonly ends: number;
  readonly groups: readonly GroupLag[];
}

export interface GroupLag {
  readonly groupId: string;
  /** Kafka's word for it, such as Stable or Empty. */
  readonly state: string;
  /** Records that it has not committed, of the partitions in which it has committed any. */
  readonly lag: number;
}

export interface TopicsAnswer {
  /** ISO 8601: of the ends, for a rate from two answers. */
  readonly at: string;
  readonly topics: readonly TopicView[];
  /** How many of Kafka's own are left out. */
  readonly hidden: number;
  /** Groups that were not looked at, since there are too many. */
  readonly groupsLeftOut: number;
}

export interface PartitionView {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
  /** The broker's number; -1 while there is none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface GroupView extends Omit<GroupLag, 'lag'> {
  /** Null when it has committed nothing. */
  readonly lag: number | null;
  readonly members: readonly GroupMember[];
  readonly partitions: readonly {
    readonly partition: number;
    /** Null where it has committed nothing. */
    readonly committed: number | null;
    readonly lag: number | null;
  }[];
}

export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  /** Of this topic. */
  readonly partitions: readonly number[];
}

export interface TopicAnswer {
  /** ISO 8601 */
  readonly at: string;
  readonly name: string;
  readonly partitions: readonly PartitionView[];
  readonly groups: readonly GroupView[];
  readonly groupsLeftOut: number;
  readonly settings: readonly { readonly name: string; readonly value: string; readonly isDefault: boolean }[];
}

/** Bytes as people can read them. */
export interface ShownPart {
  readonly kind: 'json' | 'text' | 'hex';
  readonly text: string;
  /** Of all of it as it is shown, decoded where it has a schema. */
  readonly bytes: number;
  /** Whether `text` is only its beginning. */
  readonly isCut: boolean;
  /** With which it was decoded, or should have been. */
  readonly schema?: { readonly id: string; readonly format?: string };
  /** Why it is shown as it is stored. */
  readonly problem?: string;
}

export interface MessageView {
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601 */
  readonly at: string;
  /** Whether the broker has set the time, or whoever published it. */
  readonly timestampType: 'CREATE_TIME' | 'LOG_APPEND_TIME';
  /** Of key, value and headers as they are stored. */
  readonly bytes: number;
  readonly key: ShownPart | null;
  /** Null is a tombstone. */
  readonly value: ShownPart | null;
  readonly headers: readonly { readonly name: string; readonly value: ShownPart | null }[];
  readonly headersLeftOut: number;
}

export interface MessagesAnswer {
  /** In the direction's order. */
  readonly messages: readonly MessageView[];
  readonly direction: 'newer' | 'older';
  /** Positions from where older and newer ones are read; null when there are none. */
  readonly older: string | null;
  readonly newer: string | null;
  /** Why there are fewer than asked for, though there are more. */
  readonly stopped: 'time' | 'bytes' | null;
  readonly partitions: readonly number[];
}

export interface MessageAnswer {
  /** Null when the offset holds no record. */
  readonly message: MessageView | null;
  /** Of the first record behind the offset, where it holds none. */
  readonly next: number | null;
  /** Of the partition. */
  readonly low: number;
  readonly high: number;
}

/** Where a message is that was published. */
export interface PublishAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A line of a search: one that matches, or how far it is. */
export type SearchLine =
  | { readonly match: MessageView }
  | { readonly progress: SearchProgress }
  | { readonly end: SearchEnd };

export interface SearchProgress {
  readonly scanned: number;
  readonly matched: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  /** By offsets: how many records are looked at when nothing ends it before. */
  readonly total: number;
}

export interface SearchEnd extends SearchProgress {
  readonly why: 'all' | 'matches' | 'scanned' | 'bytes';
  /** From where it goes on, where there is more. */
  readonly at: string | null;
}

/** A line of a tail. */
export type TailLine =
  | { readonly message: MessageView }
  | {
      /** Since it began. */
      readonly tail: { readonly seen: number; readonly shown: number; readonly dropped: number };
    };
