import { type Replay, readReplay } from '../core/replay.ts';
import type { EventRecord } from './kafka-event.ts';

/** A record's headers in their order; a value that is none is empty. */
export function headersOf({ headers }: Pick<EventRecord, 'headers'>): [name: string, value: Buffer][] {
  return (headers ?? []).flatMap((header) =>
    Object.entries(header).map(([name, bytes]): [string, Buffer] => [name, Buffer.from(bytes ?? [])]),
  );
}

/** @throws InvalidUserError for headers of a replay that are none. */
export function replayOf({ headers }: Pick<EventRecord, 'headers'>): Replay | undefined {
  // There may be thousands of records, of which few have one of these: no text is made of the others.
  return readReplay((name) => {
    const header = headers?.findLast((one) => Object.hasOwn(one, name));
    return header && Buffer.from(header[name] ?? []).toString('utf8');
  });
}
