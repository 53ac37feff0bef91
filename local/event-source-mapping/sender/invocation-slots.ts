/** What happened to the slots since the last look at them. */
export interface SlotUse {
  readonly mostTaken: number;
  /** Somebody found none free, or does so still. */
  readonly waited: boolean;
  /** Some became free. */
  readonly ended: boolean;
}

/** How many invocations may be under way at one time. Retries wait for a slot before new batches. */
export class InvocationSlots {
  readonly #waiting: (() => void)[] = [];
  readonly #onFree: () => void;
  #limit: number;
  #taken = 0;
  #mostTaken = 0;
  #waited = false;
  #ended = false;
  /** Somebody found none free, and was not told of one since. */
  #refused = false;

  /** `onFree` is called when a slot became free and no retry waits for it. */
  constructor(limit: number, onFree: () => void) {
    this.#limit = limit;
    this.#onFree = onFree;
  }

  get taken(): number {
    return this.#taken;
  }

  /** A lower limit is reached as invocations end. */
  setLimit(limit: number): void {
    const more = limit > this.#limit;
    this.#limit = limit;
    if (!more) return;
    while (this.#taken < limit && this.#waiting.length > 0) this.#giveTo(this.#waiting.shift());
    if (this.#taken < limit) this.#tell();
  }

  /** Begins a new look. */
  use(): SlotUse {
    const waited = this.#waited || this.#refused || this.#waiting.length > 0;
    const use = { mostTaken: this.#mostTaken, waited, ended: this.#ended };
    this.#mostTaken = this.#taken;
    this.#waited = false;
    this.#ended = false;
    return use;
  }

  tryTake(): boolean {
    if (this.#takeFree()) return true;
    this.#waited = true;
    this.#refused = true;
    return false;
  }

  async take(): Promise<void> {
    if (this.#takeFree()) return;
    this.#waited = true;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  give(): void {
    this.#taken -= 1;
    this.#ended = true;
    if (this.#taken >= this.#limit) return;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#giveTo(next);
    else this.#tell();
  }

  #takeFree(): boolean {
    if (this.#taken >= this.#limit) return false;
    this.#giveTo(undefined);
    return true;
  }

  #tell(): void {
    this.#refused = false;
    this.#onFree();
  }

  #giveTo(waiter: (() => void) | undefined): void {
    this.#taken += 1;
    this.#mostTaken = Math.max(this.#mostTaken, this.#taken);
    waiter?.();
  }
}
