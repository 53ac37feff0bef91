/** What happened to a mapping's records since the program started. */
export interface Counts {
  polled: number;
  invocations: number;
  failedInvocations: number;
  delivered: number;
  sentToDestination: number;
  /** Given up with no destination that took them. */
  dropped: number;
  committed: number;
}

/** The record of one mapping's life that every part writes and the health page shows. */
export class Activity {
  readonly counts: Counts = {
    polled: 0,
    invocations: 0,
    failedInvocations: 0,
    delivered: 0,
    sentToDestination: 0,
    dropped: 0,
    committed: 0,
  };
  readonly #log: (line: string) => void;
  readonly #onResult: () => void;
  #lastResult = 'No records processed';

  /** @param onResult called when the result is another than before */
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
    this.#log(`last processing result: ${result}`);
    this.#lastResult = result;
    this.#onResult();
  }

  log(line: string): void {
    this.#log(line);
  }
}
