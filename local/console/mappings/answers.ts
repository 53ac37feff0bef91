/** An event source mapping as the page shows it. */
export interface MappingView {
  readonly uuid: string;
  readonly functionName: string;
  readonly topics: readonly string[];
  /** Of an MSK cluster its ARN, else the brokers. */
  readonly source: string;
  readonly state: string;
  readonly reason: string | null;
  readonly lastResult: string | null;
  /** ISO 8601 */
  readonly lastModified: string | null;
  readonly batchSize: number | null;
  readonly batchingWindowSeconds: number;
  readonly startingPosition: string | null;
  readonly groupId: string | null;
  readonly retryAttempts: number | null;
  readonly bisects: boolean;
  readonly onFailure: string | null;
  /** The whole configuration as the API tells it. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Null while the poller does not serve it. */
  readonly numbers: MappingNumbers | null;
}

/** Since the poller has started. */
export interface MappingNumbers {
  readonly lag: number | null;
  readonly inFlight: number;
  readonly buffered: number;
  readonly pollers: number;
  readonly counts: Readonly<Record<string, number>>;
}

export interface MappingsAnswer {
  readonly mappings: readonly MappingView[];
  /** Why their numbers are not known, if they are not. */
  readonly pollerProblem: string | null;
}
