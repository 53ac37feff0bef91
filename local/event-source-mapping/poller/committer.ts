import { setTimeout as wait } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../backoff.ts';

export type Commit = (offsets: ReadonlyMap<number, number>) => Promise<void>;

/**
 * Commits the newest offset of each partition, one request at a time, and tries again until it is committed or the
 * partition is lost. It rests during a rebalance, because a commit may then be for a partition of another consumer.
 */
export class Committer {
  readonly #commit: Commit;
  readonly #backoff: Backoff;
  readonly #onCommitted: (offsets: ReadonlyMap<number, number>) => void;
  readonly #onFailure: (error: unknown) => void;
  readonly #pending = new Map<number, number>();
  #resting = false;
  #running: Promise<void> | undefined;

  constructor(
    commit: Commit,
    backoff: Backoff,
    onCommitted: (offsets: ReadonlyMap<number, number>) => void,
    onFailure: (error: unknown) => void = () => undefined,
  ) {
    this.#commit = commit;
    this.#backoff = backoff;
    this.#onCommitted = onCommitted;
    this.#onFailure = onFailure;
  }

  add(partition: number, offset: number): void {
    this.#pending.set(partition, offset);
    this.#run();
  }

  forget(partition: number): void {
    this.#pending.delete(partition);
  }

  rest(): void {
    this.#resting = true;
  }

  resume(): void {
    this.#resting = false;
    this.#run();
  }

  /** Waits until everything is committed, or for so long. */
  async flush(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (this.#due && Date.now() < deadline) {
      await Promise.race([this.#running, wait(Math.max(0, deadline - Date.now()), undefined, { ref: false })]);
    }
    this.rest();
  }

  get #due(): boolean {
    return this.#pending.size > 0 && !this.#resting;
  }

  #run(): void {
    if (this.#due && this.#running === undefined) this.#running = this.#commitAll();
  }

  async #commitAll(): Promise<void> {
    for (let failures = 0; this.#due; ) {
      const offsets = new Map(this.#pending);
      try {
        await this.#commit(offsets);
        failures = 0;
        for (const [partition, offset] of offsets) {
          if (this.#pending.get(partition) === offset) this.#pending.delete(partition);
        }
        this.#onCommitted(offsets);
      } catch (error) {
        failures += 1;
        this.#onFailure(error);
        await wait(backoffMs(this.#backoff, failures));
      }
    }
    // In the same turn as the last look, or what is added in between would stay.
    this.#running = undefined;
  }
}
