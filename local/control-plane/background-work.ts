import pLimit from 'p-limit';

/** As on AWS no change is over at once: who does not wait for it learns so here. In milliseconds. */
export const leastMs = 300;

/** Work that goes on after a call is answered: one after the other for each thing, a few at once in all. */
export class BackgroundWork {
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #last = new Map<string, Promise<void>>();

  constructor({ atOnce = Number.POSITIVE_INFINITY } = {}) {
    this.#limit = pLimit(atOnce);
  }

  /** @param job notes its failure where it will be seen; only who waits for the thing learns of it from here */
  add(thing: string, job: () => Promise<void>): void {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const last = before
      .catch(() => undefined)
      .then(() => this.#limit(job))
      .finally(() => {
        if (this.#last.get(thing) === last) this.#last.delete(thing);
      });
    last.catch(() => undefined);
    this.#last.set(thing, last);
  }

  /** Ends when nothing more is to be done for the thing. @throws Error why a job for it failed */
  async settled(thing: string): Promise<void> {
    for (let last = this.#last.get(thing); last !== undefined; last = this.#last.get(thing)) await last;
  }

  /** Ends when nothing more is to be done, whether it went well or not. */
  async allSettled(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
