/** What a mapping promises of its retries. */
export interface RetryRules {
  /** After the first attempt; Infinity for no limit. */
  readonly retries: number;
  /** The most that bisecting can split, since splits cost no retry; 0 without bisecting. */
  readonly splits: number;
  /** Records that are given up are described to a queue. */
  readonly hasQueue: boolean;
}

export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
}

export interface ProducedRecord extends RecordPlace {
  /** Whether the filters let it pass. */
  readonly matches: boolean;
}

/** One run of the function, by the clock of the test, which sees it begin later and end earlier than the poller does. */
export interface Invocation {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly records: readonly RecordPlace[];
  readonly failed: readonly RecordPlace[];
}

/** The offsets from `first` to `last` of a partition, as the queue was told of them. */
export interface FailedRange {
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** The group's offsets by partition, negative where it has none. */
export interface CommitSample {
  readonly seenAt: number;
  readonly offsets: ReadonlyMap<number, number>;
}

/** Something that makes deliveries begin anew from the committed offsets, at any time within it. */
export interface Disturbance {
  readonly kind: string;
  readonly from: number;
  readonly until: number;
  /** An invocation of before may still run beside one of after: its poller was killed, or lost the partition. */
  readonly leavesInvocations: boolean;
}

/** What was seen of one mapping from its creation until everything was committed. Times are ms of one clock. */
export interface History {
  readonly rules: RetryRules;
  readonly produced: readonly ProducedRecord[];
  readonly invocations: readonly Invocation[];
  readonly failures: readonly FailedRange[];
  /** In the order of their time; the last one is of the end. */
  readonly commits: readonly CommitSample[];
  readonly disturbances: readonly Disturbance[];
}

export function placeName({ partition, offset }: RecordPlace): string {
  return `${partition}@${offset}`;
}
