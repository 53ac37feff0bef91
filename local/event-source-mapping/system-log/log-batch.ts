/** One line of a log stream. */
export interface LogEvent {
  readonly timestampMs: number;
  readonly message: string;
}

// The limits of PutLogEvents, which counts each event's bytes in UTF-8 and some of its own.
export const maxBatchBytes = 1024 * 1024;
const maxBatchEvents = 10_000;
const bytesAroundEvent = 26;
const dayMs = 24 * 60 * 60 * 1000;

export function eventBytes({ message }: LogEvent): number {
  return Buffer.byteLength(message) + bytesAroundEvent;
}

/** How many of the first events can go in one request: those of one day, as each day has its stream. */
export function batchLength(events: readonly LogEvent[]): number {
  const day = dayOf(events[0]);
  let bytes = 0;
  let length = 0;
  for (const event of events) {
    bytes += eventBytes(event);
    if (length === maxBatchEvents || bytes > maxBatchBytes || dayOf(event) !== day) break;
    length += 1;
  }
  return length;
}

/** YYYY/MM/DD/<UUID> in UTC. */
export function logStreamName(timestampMs: number, uuid: string): string {
  return `${new Date(timestampMs).toISOString().slice(0, 10).replaceAll('-', '/')}/${uuid}`;
}

function dayOf(event: LogEvent | undefined): number | undefined {
  return event && Math.floor(event.timestampMs / dayMs);
}
