import type { Socket } from 'node:net';

/** What may wait in a lane; beyond it nothing more is read, so that the sender's own buffers fill. */
const maximumWaitingBytes = 1024 * 1024;

interface Piece {
  readonly bytes: Buffer;
  readonly dueAt: number;
}

/** One direction of a connection: passes on what comes in, in its order, and its end. */
export class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: Piece[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #swallows = false;
  #corruptBytes = 0;
  /** Of pieces that come from now on. */
  delayMs = 0;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => {
      this.#ended = true;
      this.#pass();
    });
    to.on('drain', () => this.#pass());
  }

  get swallows(): boolean {
    return this.#swallows;
  }

  /** From now on everything is lost, also what waits. */
  swallow(): void {
    this.#swallows = true;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#from.resume();
  }

  corrupt(bytes: number): void {
    this.#corruptBytes = bytes;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #take(bytes: Buffer): void {
    if (this.#swallows) return;
    this.#waiting.push({ bytes: this.#corrupted(bytes), dueAt: Date.now() + this.delayMs });
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > maximumWaitingBytes) this.#from.pause();
    this.#pass();
  }

  #corrupted(bytes: Buffer): Buffer {
    const count = Math.min(this.#corruptBytes, bytes.length);
    this.#corruptBytes -= count;
    return count === 0 ? bytes : Buffer.from(bytes.map((byte, index) => (index < count ? byte ^ 0xff : byte)));
  }

  #pass(): void {
    clearTimeout(this.#timer);
    if (this.#swallows) return;
    while (this.#to.writable && !this.#to.writableNeedDrain) {
      const [piece] = this.#waiting;
      if (piece === undefined) break;
      const waitMs = piece.dueAt - Date.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#pass(), waitMs);
        return;
      }
      this.#waiting.shift();
      this.#waitingBytes -= piece.bytes.length;
      this.#to.write(piece.bytes);
    }
    if (this.#waitingBytes <= maximumWaitingBytes) this.#from.resume();
    if (this.#ended && this.#waiting.length === 0 && this.#to.writable) this.#to.end();
  }
}
