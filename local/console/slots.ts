import { ConsoleProblem } from './problem.ts';

/** How many of something may go on at once. */
export class Slots {
  readonly #most: number;
  readonly #what: string;
  #taken = 0;

  /** @param what in the plural */
  constructor(most: number, what: string) {
    this.#most = most;
    this.#what = what;
  }

  /** @returns gives it back. @throws ConsoleProblem when all are taken */
  take(): () => void {
    if (this.#taken >= this.#most) {
      const remedy = 'Cancel one, or close a page that has one, and try again.';
      throw new ConsoleProblem(429, `${this.#most} ${this.#what} are under way, the most at once.`, remedy);
    }
    this.#taken += 1;
    let isGiven = false;
    return () => {
      if (!isGiven) this.#taken -= 1;
      isGiven = true;
    };
  }
}
