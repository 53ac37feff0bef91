import pLimit from 'p-limit';

// Each starts or stops a server.
const atOnce = 4;

/** Work that goes on after a call is answered: one after the other for each thing, a few at once in all. */
export class BackgroundWork {
  readonly #limit = pLimit(atOnce);
  readonly #last = new Map<string, Promise<void>>();

  /** @param job never rejects: it notes its failure where it will be seen */
  add(thing: string, job: () => Promise<void>): void {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const last = before.then(() => this.#limit(job));
    this.#last.set(thing, last);
    void last.finally(() => {
      if (this.#last.get(thing) === last) this.#last.delete(thing);
    });
  }

  /** Ends when nothing more is to be done for the thing. */
  async settled(thing: string): Promise<void> {
    for (let last = this.#last.get(thing); last !== undefined; last = this.#last.get(thing)) await last;
  }

  async allSettled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
