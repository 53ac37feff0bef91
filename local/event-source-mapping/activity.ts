import type { SystemLog } from './system-log/system-log.ts';

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

const nothing: Counts = {
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

export const noRecordsProcessed = 'No records processed';

/** The record of one mapping's life that every part writes and the health page shows. */
export class Activity {
  readonly counts: Counts = { ...nothing };
  /** Undefined while the mapping has none, by its LoggingConfig. */
  systemLog: SystemLog | undefined;
  readonly #log: (line: string) => void;
  readonly #onResult: () => void;
  #lastResult = noRecordsProcessed;

  /** `onResult` is called when the last processing result has become another. */
  constructor(log: (line: string) => void, onResult: () => void = () => undefined) {
    this.#log = log;
    this.#onResult = onResult;
  }

  get lastResult(): string {
    return this.#lastResult;
  }

  /** Logs only when the result is another than before: a function that keeps failing fills no disk. */
  result(result: string): void {
    if (result === this.#lastResult) return;
    this.#lastResult = result;
    this.#log(`last processing result: ${result}`);
    this.#onResult();
  }

  /** What keeps records from the function. The system log has each time of it, under the code. */
  problem(code: string, message: string): void {
    this.result(`PROBLEM: ${message}`);
    this.systemLog?.warn(code, message);
  }

  /** What somebody should look at although the work goes on. */
  warn(code: string, line: string): void {
    this.#log(line);
    this.systemLog?.warn(code, line);
  }

  log(line: string): void {
    this.#log(line);
  }
}
