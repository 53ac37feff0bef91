/** Work that takes longer than a request, as the page shows it. */
export interface JobView {
  readonly id: string;
  /** What kind of work; one of a kind runs at a time. */
  readonly kind: string;
  readonly title: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** ISO 8601 */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** The last lines that it said, the newest last. */
  readonly lines: readonly string[];
  /** What it came to. */
  readonly result?: unknown;
  readonly error?: string;
}

/** @param report takes a line about how far it is */
export type Work = (report: (line: string) => void, signal: AbortSignal) => Promise<unknown>;
