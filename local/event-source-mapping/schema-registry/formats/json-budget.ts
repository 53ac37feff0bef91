// A few bytes can claim to be a list of a billion nulls; an event carries 6 MB.
const maxJsonLength = 16 * 1024 * 1024;

/** How much JSON one record has come to, and how much it may come to. */
export class JsonBudget {
  #spent = 0;

  get spent(): number {
    return this.#spent;
  }

  /** @param total with all that was spent before. */
  spendTo(total: number): void {
    if (total > maxJsonLength) throw new Error(`its JSON is longer than ${maxJsonLength} characters`);
    this.#spent = total;
  }
}
