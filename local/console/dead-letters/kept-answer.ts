/** What is known of a question whose answer takes longer than a request. */
export interface Known<Answer> {
  /** The last answer, which may be older than the problem. */
  readonly answer?: Answer;
  /** When the answer was begun, in milliseconds since 1970. */
  readonly answeredMs?: number;
  /** When it was last asked. */
  readonly triedMs?: number;
  readonly problem?: Error;
  readonly isAsking: boolean;
}

/** Asks when it is told to, and tells at once what it knows. */
export class KeptAnswer<Answer> {
  readonly #ask: (begun: () => void) => Promise<Answer>;
  #known: Known<Answer> = { isAsking: false };
  #outdatedMs = -1;

  /** @param ask calls `begun` when its turn has come */
  constructor(ask: (begun: () => void) => Promise<Answer>) {
    this.#ask = ask;
  }

  get known(): Known<Answer> {
    return this.#known;
  }

  /** Something has changed since the answer. */
  get isOutdated(): boolean {
    return (this.#known.answeredMs ?? 0) <= this.#outdatedMs;
  }

  /** What was begun until now is wrong. */
  outdate(): void {
    this.#outdatedMs = Date.now();
  }

  /** Asks again, unless that is under way. */
  renew(): void {
    if (!this.#known.isAsking) void this.#renew();
  }

  async #renew(): Promise<void> {
    this.#known = { ...this.#known, isAsking: true };
    let answeredMs = Date.now();
    const begun = () => {
      answeredMs = Date.now();
    };
    try {
      const answer = await this.#ask(begun);
      this.#known = { answer, answeredMs, triedMs: Date.now(), isAsking: false };
    } catch (error) {
      this.#known = { ...this.#known, problem: error as Error, triedMs: Date.now(), isAsking: false };
    }
  }
}

/** Answers by their questions: the few that were used last. */
export class KeptAnswers<Answer> {
  readonly #most: number;
  readonly #ask: (question: string, begun: () => void) => Promise<Answer>;
  readonly #kept = new Map<string, KeptAnswer<Answer>>();

  constructor(most: number, ask: (question: string, begun: () => void) => Promise<Answer>) {
    this.#most = most;
    this.#ask = ask;
  }

  of(question: string): KeptAnswer<Answer> {
    const kept = this.#kept.get(question) ?? new KeptAnswer((begun) => this.#ask(question, begun));
    // A map holds its entries in the order of their coming.
    this.#kept.delete(question);
    this.#kept.set(question, kept);
    for (const oldest of [...this.#kept.keys()].slice(0, -this.#most)) this.#kept.delete(oldest);
    return kept;
  }

  forget(question: string): void {
    this.#kept.delete(question);
  }

  outdate(): void {
    for (const kept of this.#kept.values()) kept.outdate();
  }
}
