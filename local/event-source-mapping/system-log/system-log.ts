import { type LogContent, type LogOrigin, levelOf, logRecord, type SystemLogLevel, takes } from './log-record.ts';
import type { LogWriter } from './log-writer.ts';

// Messages of servers can be of any length.
const maxMessageLength = 1000;
const flushMs = 1000;

/** A mapping's log in CloudWatch, from one start of its polling to the next. Logging never fails and takes no time. */
export class SystemLog {
  readonly #level: SystemLogLevel;
  readonly #origin: LogOrigin;
  readonly #writer: Pick<LogWriter, 'add' | 'close'>;

  constructor(level: SystemLogLevel, origin: LogOrigin, writer: Pick<LogWriter, 'add' | 'close'>) {
    this.#level = level;
    this.#origin = origin;
    this.#writer = writer;
  }

  /** Whether what is of this level is written. */
  takes(level: SystemLogLevel): boolean {
    return takes(this.#level, level);
  }

  warn(errorCode: string, message: string): void {
    this.write({ error: { errorMessage: message.slice(0, maxMessageLength), errorCode } });
  }

  write(content: LogContent): void {
    if (!this.takes(levelOf(content))) return;
    const timestampMs = Date.now();
    this.#writer.add({ timestampMs, message: logRecord(this.#origin, content, timestampMs) });
  }

  /** Writes what waits, for a second at most. */
  close(): Promise<void> {
    return this.#writer.close(flushMs);
  }
}
