import type { IHeaders, Message } from 'kafkajs';
import type { DeadLetter } from '../core/dead-letter.ts';
import { type Replay, readReplay, replayHeaders } from '../core/replay.ts';
import { frameOfSchema } from '../core/schema-registry/frame.ts';
import type { TopicRecord } from './topic-records.ts';

/** The record that a letter is about, as far as the letter has it. @throws Error saying what it lacks for that. */
export function recordOf(letter: DeadLetter, value: Buffer | null): TopicRecord {
  const { partition, offset, timestamp: timestampMs, key } = letter;
  return {
    ...{ partition, offset, timestampMs },
    key: key === null ? null : Buffer.from(key, 'base64'),
    value: value && withFrame(letter, value),
    headers: headersOf(letter),
  };
}

/** The mapping has taken the frame off, and has decoded what is not JSON. */
function withFrame({ schema }: DeadLetter, value: Buffer): Buffer {
  const gone = 'The topic holds the record no more, and it cannot be made anew from its letter';
  if (schema === undefined) throw new Error(`${gone}, which names no schema.`);
  if (schema.dataFormat !== 'JSON') throw new Error(`${gone}, which has it as JSON instead of ${schema.dataFormat}.`);
  const frame = frameOfSchema(schema.schemaId);
  if (frame === undefined) throw new Error(`${gone}: ${schema.schemaId} is no name of a schema.`);
  return Buffer.concat([frame, value]);
}

function headersOf({ headers }: DeadLetter): IHeaders {
  const byName = Map.groupBy(headers, ([name]) => name);
  const values = [...byName].map(([name, own]) => [name, own.map(([, value]) => Buffer.from(value, 'base64'))]);
  return Object.fromEntries(values);
}

/** The record to be published in its place: as it is, but for what says where it stood first. */
export function messageOf(record: TopicRecord): Message & { readonly value: Buffer | null } {
  const { partition, key, value, headers } = record;
  return { partition, key, value, headers: { ...headers, ...replayHeaders(nextReplay(record)) } };
}

/** How often the record was published again. */
export function replaysOf(record: TopicRecord): number {
  return replayOf(record)?.count ?? 0;
}

function nextReplay(record: TopicRecord): Replay {
  const { partition, offset, timestampMs } = record;
  const before = replayOf(record) ?? { partition, offset, timestampMs, count: 0 };
  return { ...before, count: before.count + 1 };
}

/** What says it wrongly says nothing: the record counts as one that stands where it was first. */
function replayOf({ headers }: TopicRecord): Replay | undefined {
  try {
    return readReplay((name) => {
      const value = [headers[name]].flat().at(-1);
      return value?.toString();
    });
  } catch {
    return undefined;
  }
}
