/** What the pipeline's parts say at one moment; null where one does not answer. */
export interface Sample {
  /** ISO 8601 */
  readonly at: string;
  /** Records that the topic has ever taken: the sum of its partitions' ends. */
  readonly published: number | null;
  /** Records that the sink's group has not committed. */
  readonly lag: number | null;
  /** Of the sink's mapping since the poller has started: each of the poller's counts by its name. */
  readonly sink: Readonly<Record<string, number>> | null;
  /** Messages in the sink's failure queue. */
  readonly deadLetters: number | null;
  readonly rows: { readonly cassandra: CountedRows | null; readonly postgres: CountedRows | null };
  /** What does not answer, and why. */
  readonly problems: readonly { readonly part: string; readonly message: string }[];
}

/** Counting takes longer than a sample: it is done from time to time, and only when something has come. */
export interface CountedRows {
  readonly rows: number;
  /** ISO 8601 */
  readonly at: string;
}
