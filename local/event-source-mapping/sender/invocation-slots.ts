/** How many invocations may run at once. A delivery that waits for its next attempt holds no slot. */
export class InvocationSlots {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  readonly #onFree: () => void;
  #taken = 0;

  /** `onFree` is called when a slot became free and no retry waits for it. */
  constructor(limit: number, onFree: () => void) {
    this.#limit = limit;
    this.#onFree = onFree;
  }

  get taken(): number {
    return this.#taken;
  }

  tryTake(): boolean {
    if (this.#taken >= this.#limit) return false;
    this.#taken += 1;
    return true;
  }

  async take(): Promise<void> {
    if (this.tryTake()) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.#taken -= 1;
    this.#onFree();
  }
}
