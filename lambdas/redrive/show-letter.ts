import { LetterNotFoundError } from '../core/errors.ts';
import { withoutFrame } from '../core/schema-registry/frame.ts';
import type { Letter } from './letter.ts';
import type { LetterQueue } from './letter-queue.ts';
import type { LetterValues } from './letter-values.ts';
import { type ListedLetter, toListed } from './list-letters.ts';
import { QueueWalk } from './queue-walk.ts';
import { describeBytes, type ShownBytes } from './shown-bytes.ts';
import type { ReadTopic, TopicRecord } from './topic-records.ts';

export interface ShownRecord {
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601 */
  readonly timestamp: string;
  readonly key: ShownBytes | null;
  /** Without the schema's frame; null is a tombstone. */
  readonly value: ShownBytes | null;
  /** Why there is no value. */
  readonly valueError?: string;
  readonly schemaId?: string;
  readonly headers: readonly (readonly [string, ShownBytes])[];
}

export interface ShownLetter extends ListedLetter {
  /** Of the invocation that gave the record up, where the sink did. */
  readonly requestId?: string;
  /** The letter's own record, or, of a batch, those that the topic still holds. */
  readonly shown: readonly ShownRecord[];
  /** Records of the batch that are not shown: there are too many, or the topic holds them no more. */
  readonly notShown: number;
  /** Of a message that is no letter. */
  readonly body?: string;
}

interface ShowPorts {
  readonly queue: LetterQueue;
  readonly values: LetterValues;
  readonly readTopic: ReadTopic;
}

/** An answer of Lambda has 6 MB, and base64 or escapes take some of it. */
const shownLimit = { records: 20, bytes: 2 * 1024 * 1024 };

/** Shows everything that is known of a letter, and gives it back. @throws LetterNotFoundError */
export async function showLetter(
  id: string,
  ports: ShowPorts,
  { nowMs, visibilitySeconds }: { readonly nowMs: number; readonly visibilitySeconds: number },
  deadline: AbortSignal,
): Promise<ShownLetter> {
  const letter = await findLetter(id, ports.queue, visibilitySeconds, deadline);
  const shown = await recordsOf(letter, ports, deadline);
  return {
    ...toListed(letter, nowMs),
    ...(letter.kind === 'record' && { requestId: letter.letter.requestId }),
    ...(letter.kind === 'unreadable' && { body: letter.body }),
    shown,
    notShown: Math.max(0, letter.records - shown.length),
  };
}

async function findLetter(id: string, queue: LetterQueue, visibilitySeconds: number, deadline: AbortSignal) {
  const walk = new QueueWalk(queue, { visibilitySeconds, beforeMs: Number.POSITIVE_INFINITY });
  try {
    while (!deadline.aborted) {
      const letters = await walk.next();
      if (letters.length === 0) break;
      const found = letters.find((letter) => letter.id === id);
      if (found) return found;
    }
  } finally {
    await walk.giveBack();
  }
  throw new LetterNotFoundError(id);
}

async function recordsOf(letter: Letter, ports: ShowPorts, deadline: AbortSignal): Promise<ShownRecord[]> {
  if (letter.kind === 'unreadable') return [];
  if (letter.kind === 'record') return [await ownRecord(letter, ports.values)];
  const ranges = letter.ranges.map((range) => ({
    ...range,
    last: Math.min(range.last, range.first + shownLimit.records - 1),
  }));
  const read = await ports.readTopic(ranges, deadline);
  const shown: ShownRecord[] = [];
  let bytes = 0;
  for (const { partition, first, last } of ranges) {
    for (let offset = first; offset <= last && shown.length < shownLimit.records; offset += 1) {
      const record = read.find(partition, offset);
      bytes += record?.value?.length ?? 0;
      if (record && (shown.length === 0 || bytes <= shownLimit.bytes)) shown.push(fromTopic(record));
    }
  }
  return shown;
}

async function ownRecord({ letter }: Letter & { kind: 'record' }, values: LetterValues): Promise<ShownRecord> {
  const { partition, offset, key, headers, schema } = letter;
  const value = await values.read(letter).catch((error: Error) => error);
  return {
    ...{ partition, offset, timestamp: new Date(letter.timestamp).toISOString() },
    key: key === null ? null : describeBytes(Buffer.from(key, 'base64')),
    ...(value instanceof Error ? { value: null, valueError: value.message } : { value: value && describeBytes(value) }),
    ...(schema && { schemaId: schema.schemaId }),
    headers: headers.map(([name, text]) => [name, describeBytes(Buffer.from(text, 'base64'))] as const),
  };
}

function fromTopic({ partition, offset, timestampMs, key, value, headers }: TopicRecord): ShownRecord {
  const { schemaId, payload } = withoutFrame(value ?? Buffer.alloc(0));
  const all = Object.entries(headers).flatMap(([name, own]) => [own ?? []].flat().map((one) => [name, one] as const));
  return {
    ...{ partition, offset, timestamp: new Date(timestampMs).toISOString() },
    key: key && describeBytes(key),
    value: value && describeBytes(payload),
    ...(schemaId !== undefined && { schemaId }),
    headers: all.map(([name, one]) => [name, describeBytes(Buffer.from(one))] as const),
  };
}
