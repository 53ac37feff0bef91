import { type Letter, type OffsetRange, unreadableReason } from './letter.ts';
import { recordOf, replaysOf } from './original.ts';
import type { RecordsRead, TopicRecord } from './topic-records.ts';

/** A record that came back so often would come back again: somebody has to look at it first. */
const maximumReplays = 3;

/** What is to become of a letter. */
export type Decision =
  | { readonly action: 'replay'; readonly records: readonly TopicRecord[]; readonly from: 'topic' | 'letter' }
  /** Unless it is forced. */
  | { readonly action: 'refuse'; readonly replays: number; readonly error: string }
  | { readonly action: 'fail'; readonly error: string }
  /** Not now: there was no time to read it. */
  | { readonly action: 'leave' };

export interface DecisionFacts {
  readonly topic: string;
  /** Whether a person has looked at it, and wants it all the same. */
  readonly force: boolean;
}

/** Of one letter, so that its offsets are all looked at in one go; a batch of Lambda holds 10,000 at most. */
const maximumRangeOffsets = 100_000;

const fail = (error: string): Decision => ({ action: 'fail', error });

/** What is clear before anything is read; undefined: it depends on the records. */
export function decideAtOnce(letter: Letter, { topic, force }: DecisionFacts): Decision | undefined {
  if (letter.kind === 'unreadable') {
    return fail(`It is ${unreadableReason}, nothing that was in ${topic}: see it with "show", and discard it.`);
  }
  const other = letter.ranges.find((range) => range.topic !== topic);
  if (other) return fail(`It is about the topic ${other.topic}; this function writes to ${topic} only.`);
  if (letter.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0) > maximumRangeOffsets) {
    return fail(`It is about more than ${maximumRangeOffsets} offsets, more than one batch of Lambda can be.`);
  }
  return letter.replays === undefined ? undefined : guard(letter.replays, force);
}

/** @param readValue of the letter's record, from the letter @throws whatever keeps the value from being read */
export async function decide(
  letter: Letter,
  read: RecordsRead,
  facts: DecisionFacts,
  readValue: () => Promise<Buffer | null>,
): Promise<Decision> {
  const clear = decideAtOnce(letter, facts);
  if (clear) return clear;
  if (!letter.ranges.every((range) => read.lookedAt(range))) {
    return read.stopped?.late ? { action: 'leave' } : fail(read.stopped?.why ?? 'It could not be read.');
  }
  const records = letter.ranges.flatMap((range) => recordsOf(range, read));
  return letter.kind === 'record'
    ? decideRecord(letter, records[0], readValue)
    : decideBatch(letter, records, facts.force);
}

async function decideRecord(
  { letter }: Letter & { kind: 'record' },
  record: TopicRecord | undefined,
  readValue: () => Promise<Buffer | null>,
): Promise<Decision> {
  if (record) return { action: 'replay', records: [record], from: 'topic' };
  try {
    return { action: 'replay', records: [recordOf(letter, await readValue())], from: 'letter' };
  } catch (error) {
    return fail((error as Error).message);
  }
}

function decideBatch({ ranges }: Letter, records: readonly TopicRecord[], force: boolean): Decision {
  const wanted = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const gone = wanted - records.length;
  if (records.length === 0) {
    return fail('The topic holds its records no more, and the letter does not: fetch their dates again (users-fetch).');
  }
  const replays = Math.max(...records.map(replaysOf));
  if (gone > 0 && !force) {
    const error = `The topic holds ${gone} of its ${wanted} records no more: replay the others with force.`;
    return { action: 'refuse', replays, error };
  }
  return guard(replays, force) ?? { action: 'replay', records, from: 'topic' };
}

function guard(replays: number, force: boolean): Decision | undefined {
  if (replays < maximumReplays || force) return undefined;
  const error = `It was replayed ${replays} times and came back: mend the cause, then replay it with force.`;
  return { action: 'refuse', replays, error };
}

/** None where the topic was made anew, and the offsets are those of other records. */
function recordsOf({ partition, first, last, timestampMs }: OffsetRange, read: RecordsRead): TopicRecord[] {
  const records: TopicRecord[] = [];
  for (let offset = first; offset <= last; offset += 1) {
    const record = read.find(partition, offset);
    if (record) records.push(record);
  }
  const [begin] = records;
  const isOther = begin?.offset === first && timestampMs !== undefined && begin.timestampMs !== timestampMs;
  return isOther ? [] : records;
}
