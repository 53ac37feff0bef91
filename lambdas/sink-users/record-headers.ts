import { type Replay, readReplay } from '../core/replay.ts';
import type { EventRecord } from './kafka-event.ts';

/** A record's headers in their order; a value that is none is empty. */
export function headersOf({ headers }: Pick<EventRecord, 'headers'>): [name: string, value: Buffer][] {
  return (headers ?? []).flatMap((header) =>
    Object.entries(header).map(([name, bytes]): [string, Buffer] => [name, Buffer.from(bytes ?? [])]),
  );
}

/** @throws InvalidUserError for headers of a replay that are none. */
export function replayOf(record: Pick<EventRecord, 'headers'>): Replay | undefined {
  // Most records have none of a replay, and there may be thousands.
  if (!record.headers?.length) return undefined;
  const texts = new Map(headersOf(record).map(([name, value]) => [name, value.toString('utf8')]));
  return readReplay((name) => texts.get(name));
}
