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

  /**
   * What is behind it has become another, or it cannot be trusted any more: the next one who asks gets a new one.
   * Nobody waits until the old one is closed.
   */
  async replace(connection: Connection): Promise<void> {
    const opened = this.#current;
    // Of several who fail on the same one the first replaces it; the others must not take the new one away.
    if (opened === undefined || (await opened.catch(() => undefined)) !== connection) return;
    this.#forget(opened);
    void this.#closeQuietly(connection);
  }

  /** Closes what is lent. */
  async close(): Promise<void> {
    const opened = this.#current;
    this.#current = undefined;
    const connection = await opened?.catch(() => undefined);
    if (connection !== undefined) await this.#closeQuietly(connection);
  }

  #forget(opened: Promise<Connection>): void {
    if (this.#current === opened) this.#current = undefined;
  }

  async #closeQuietly(connection: Connection): Promise<void> {
    await Promise.resolve(this.#close(connection)).catch(() => undefined);
  }
}
