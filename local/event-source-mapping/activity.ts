import { type Counts, nothingCounted } from './counts.ts';
import type { SystemLog } from './system-log/system-log.ts';

export const noRecordsProcessed = 'No records processed';

/** The record of one mapping's life that every part writes and the health page shows. */
export class Activity {
  readonly counts: Counts = { ...nothingCounted };
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
