/** What happened to a mapping since the program started. */
export interface Counts {
  /** Records, as AWS's metrics of the same names count them. */
  polled: number;
  /** Of keys and values. */
  polledBytes: number;
  filteredOut: number;
  /** At each attempt anew. */
  invoked: number;
  failedInvoke: number;
  sentToDestination: number;
  /** Given up with no destination that took them. */
  dropped: number;
  committed: number;
  /** Records that the function has taken. */
  delivered: number;
  /** Batches that were sent, and those that failed. */
  invocations: number;
  failedInvocations: number;
  /** From the requests to their answers, of all invocations that ended. */
  invocationSeconds: number;
  /** Of these the ones that were refused for too many at once. */
  throttles: number;
  pollingErrors: number;
  destinationErrors: number;
  schemaRegistryErrors: number;
  commitErrors: number;
  /** Of the system log. */
  lostLogEvents: number;
}

/** Of a mapping that has not polled yet. */
export const nothingCounted: Counts = {
  polled: 0,
  polledBytes: 0,
  filteredOut: 0,
  invoked: 0,
  failedInvoke: 0,
  sentToDestination: 0,
  dropped: 0,
  committed: 0,
  delivered: 0,
  invocations: 0,
  failedInvocations: 0,
  invocationSeconds: 0,
  throttles: 0,
  pollingErrors: 0,
  destinationErrors: 0,
  schemaRegistryErrors: 0,
  commitErrors: 0,
  lostLogEvents: 0,
};
