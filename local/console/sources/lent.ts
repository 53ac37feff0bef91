/** Something that is connected once and lent to whoever asks, until it fails or is closed. */
export class Lent<Connection> {
  readonly #open: () => Promise<Connection>;
  readonly #close: (connection: Connection) => Promise<unknown>;
  #current: Promise<Connection> | undefined;

  constructor(open: () => Promise<Connection>, close: (connection: Connection) => Promise<unknown>) {
    this.#open = open;
    this.#close = close;
  }

  current(): Promise<Connection> {
    const opened = this.#current ?? this.#open();
    this.#current = opened;
    // The next one who asks tries again.
    opened.catch(() => this.#forget(opened));
    return opened;
  }

  /** Closes what is lent: what is behind it has become another, or it cannot be trusted any more. */
  async discard(): Promise<void> {
    const opened = this.#current;
    this.#current = undefined;
    const connection = await opened?.catch(() => undefined);
    if (connection !== undefined) await Promise.resolve(this.#close(connection)).catch(() => undefined);
  }

  #forget(opened: Promise<Connection>): void {
    if (this.#current === opened) this.#current = undefined;
  }
}
