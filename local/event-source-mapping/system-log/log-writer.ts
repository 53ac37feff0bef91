import { setTimeout as wait } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../backoff.ts';
import { batchLength, eventBytes, type LogEvent, maxBatchBytes } from './log-batch.ts';

/** Writes events of one day. @throws when they may not be written. */
export type PutLogEvents = (events: readonly LogEvent[], signal: AbortSignal) => Promise<void>;

export interface LogWriterOptions {
  readonly put: PutLogEvents;
  /** How long events wait for others, so that they go together. */
  readonly gatherMs: number;
  /** Of events waiting. Beyond it the oldest are lost. */
  readonly maxWaitingBytes: number;
  /** At the same events; then they are lost. */
  readonly attempts: number;
  readonly backoff: Backoff;
  readonly onLost: (events: number) => void;
  readonly log: (line: string) => void;
}

/** Takes events at once and writes them one request after the other. What cannot be written is lost and counted. */
export class LogWriter {
  readonly #options: LogWriterOptions;
  /** No event comes any more, so none waits for others. */
  readonly #closing = new AbortController();
  readonly #end = new AbortController();
  #waiting: LogEvent[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #failing = false;
  /** Not said in the log yet. */
  #lost = 0;

  constructor(options: LogWriterOptions) {
    this.#options = options;
  }

  /** Never throws, and waits for nothing. */
  add(event: LogEvent): void {
    if (this.#closing.signal.aborted) return;
    const bytes = eventBytes(event);
    if (bytes > maxBatchBytes) {
      this.#lose(1);
      return;
    }
    this.#waiting.push(event);
    this.#waitingBytes += bytes;
    while (this.#waitingBytes > this.#options.maxWaitingBytes) {
      this.#take(1);
      this.#lose(1);
    }
    this.#writing ??= this.#write();
  }

  /** Writes what waits, for so long at most. */
  async close(flushMs: number): Promise<void> {
    this.#closing.abort();
    const deadline = setTimeout(() => this.#end.abort(), flushMs);
    await this.#writing;
    clearTimeout(deadline);
    this.#lose(this.#take(this.#waiting.length).length);
    this.#sayLost();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#end.signal.aborted) {
      await pause(this.#options.gatherMs, this.#closing.signal);
      await this.#put(this.#take(batchLength(this.#waiting)));
    }
    // In the same turn as the last look, or what is added in between would stay.
    this.#writing = undefined;
  }

  async #put(events: readonly LogEvent[]): Promise<void> {
    const { put, attempts, backoff } = this.#options;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await pause(backoffMs(backoff, attempt - 1), this.#end.signal);
      if (this.#end.signal.aborted) break;
      try {
        await put(events, this.#end.signal);
        this.#failing = false;
        this.#sayLost();
        return;
      } catch (error) {
        if (!this.#failing) this.#options.log(`the system log cannot be written now (${describe(error)})`);
        this.#failing = true;
      }
    }
    this.#lose(events.length);
  }

  #take(length: number): LogEvent[] {
    const taken = this.#waiting.splice(0, length);
    for (const event of taken) this.#waitingBytes -= eventBytes(event);
    return taken;
  }

  #lose(events: number): void {
    this.#lost += events;
    this.#options.onLost(events);
  }

  #sayLost(): void {
    if (this.#lost > 0) this.#options.log(`${this.#lost} events of the system log are lost`);
    this.#lost = 0;
  }
}

function describe(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
