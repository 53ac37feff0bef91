import { setTimeout as wait } from 'node:timers/promises';

export interface KnownOptions<Value> {
  readonly ask: () => Promise<Value>;
  /** An older answer is asked for again. */
  readonly freshMs: number;
  /** An older answer is none. */
  readonly keptMs: number;
  readonly now?: () => number;
}

/** The last answer to a question: whoever wants to know is told without waiting for a part that is away. */
export class Known<Value> {
  readonly #options: KnownOptions<Value>;
  readonly #now: () => number;
  #asking: Promise<void> | undefined;
  #answer: { readonly value: Value; readonly atMs: number } | undefined;

  constructor(options: KnownOptions<Value>) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** @returns null when nothing is known, or what was known is too old. */
  async read(patienceMs: number): Promise<Value | null> {
    if (this.#ageMs() > this.#options.freshMs) {
      this.#asking ??= this.#ask();
      await Promise.race([this.#asking, wait(patienceMs, undefined, { ref: false })]);
    }
    return this.#answer && this.#ageMs() <= this.#options.keptMs ? this.#answer.value : null;
  }

  #ageMs(): number {
    return this.#answer ? this.#now() - this.#answer.atMs : Number.POSITIVE_INFINITY;
  }

  async #ask(): Promise<void> {
    try {
      const value = await this.#options.ask();
      this.#answer = { value, atMs: this.#now() };
    } catch {
      // What does not answer is told by its own metric.
    } finally {
      this.#asking = undefined;
    }
  }
}
