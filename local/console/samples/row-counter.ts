import { problemOf } from './part.ts';
import type { CountedRows, PartProblem } from './sample.ts';

export interface RowCounterOptions {
  /** As readers know it: "Cassandra". */
  readonly name: string;
  readonly count: (signal: AbortSignal) => Promise<number>;
  readonly now?: () => number;
}

/** Between counts it rests this many times as long as the last one took, at least. */
export const restFactor = 10;
export const restFactorUnseen = 100;
const restAfterFailureMs = 10_000;

/**
 * Counts a store's rows in the background: once, and again when the sink has committed something. However long a count
 * takes, counting takes less than a tenth of the time.
 */
export class RowCounter {
  readonly #options: RowCounterOptions;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  #counted: CountedRows | null = null;
  #problem: PartProblem | null = null;
  #isCounting = false;
  /** How long the last count took, and when it ended. */
  #last: { readonly tookMs: number; readonly endedMs: number } | undefined;

  constructor(options: RowCounterOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get counted(): CountedRows | null {
    return this.#counted;
  }

  /** Why the last count failed. */
  get problem(): PartProblem | null {
    return this.#problem;
  }

  /**
   * Begins to count if that is due.
   * @param committed how far the sink's group has; null when that is not known
   * @param rest how many times as long as the last count took there is none
   */
  keepUp(committed: number | null, rest = restFactor): void {
    if (this.#isCounting || this.#stop.signal.aborted || !this.#isDue(committed, rest)) return;
    this.#isCounting = true;
    void this.#count(committed);
  }

  stop(): void {
    this.#stop.abort();
  }

  #isDue(committed: number | null, rest: number): boolean {
    if (!this.#last) return true;
    const { tookMs, endedMs } = this.#last;
    const restMs = Math.max(tookMs * rest, this.#problem ? restAfterFailureMs : 0);
    if (this.#now() - endedMs < restMs) return false;
    return this.#problem !== null || (committed !== null && committed !== this.#counted?.committed);
  }

  async #count(committed: number | null): Promise<void> {
    const begunMs = this.#now();
    try {
      const rows = await this.#options.count(this.#stop.signal);
      this.#counted = { rows, at: new Date(begunMs).toISOString(), committed };
      this.#problem = null;
    } catch (error) {
      this.#counted = null;
      this.#problem = problemOf(this.#options.name, error as Error);
    }
    this.#last = { tookMs: this.#now() - begunMs, endedMs: this.#now() };
    this.#isCounting = false;
  }
}
