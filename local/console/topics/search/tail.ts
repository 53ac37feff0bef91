import { setTimeout } from 'node:timers/promises';
import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { TailLine } from '../answers.ts';
import type { FetchedRecords, TopicLog } from '../log/topic-log.ts';
import { messageView, preview } from '../showing/message-view.ts';
import type { DecodePart } from '../showing/part-decoder.ts';
import type { Matches } from './match.ts';

export interface TailAsked {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly matches: Matches;
}

type FollowedLog = Pick<TopicLog, 'boundsOf' | 'fetch'>;

const roundMs = 500;
/** What a page shows in one round, at most: nobody reads more. */
const mostShown = 50;
/** What is looked at of each partition in one round; what is before that is dropped. */
const mostOffsets = 2000;
const partitionBytes = 512 * 1024;

/** Follows the ends of the partitions until the signal. */
export async function* tail(
  log: FollowedLog,
  { topic, partitions, matches }: TailAsked,
  decode: DecodePart,
  signal: AbortSignal,
): AsyncGenerator<TailLine> {
  const begun = await log.boundsOf(topic);
  const positions = new Map(partitions.map((partition) => [partition, begun.get(partition)?.high ?? 0]));
  const numbers = { seen: 0, shown: 0, dropped: 0 };
  yield { tail: { ...numbers } };
  while (!signal.aborted) {
    const round = performance.now();
    const { records, dropped } = await newRecords(log, topic, positions);
    const matching = await onlyMatching(records, matches);
    const shown = matching.slice(-mostShown);
    numbers.seen += records.length + dropped;
    numbers.shown += shown.length;
    numbers.dropped += dropped + matching.length - shown.length;
    for (const record of shown) yield { message: await messageView(record, decode, preview) };
    yield { tail: { ...numbers } };
    await setTimeout(Math.max(0, roundMs - (performance.now() - round)), undefined, { signal });
  }
}

/** Moves the positions on. */
async function newRecords(log: FollowedLog, topic: string, positions: Map<number, number>) {
  const ends = await log.boundsOf(topic);
  let dropped = 0;
  for (const [partition, position] of positions) {
    const nearest = (ends.get(partition)?.high ?? 0) - mostOffsets;
    if (nearest <= position) continue;
    dropped += nearest - position;
    positions.set(partition, nearest);
  }
  const waiting = new Map([...positions].filter(([partition, at]) => at < (ends.get(partition)?.high ?? 0)));
  const fetched = waiting.size === 0 ? [] : await log.fetch(topic, waiting, { partitionBytes });
  const records = fetched.flatMap((one) => behind(one, positions));
  for (const { partition, next } of fetched) positions.set(partition, next);
  return { records: records.sort((one, other) => one.timestampMs - other.timestampMs), dropped };
}

function behind({ partition, records }: FetchedRecords, positions: ReadonlyMap<number, number>): KafkaRecord[] {
  return records.filter(({ offset }) => offset >= (positions.get(partition) ?? 0));
}

async function onlyMatching(records: readonly KafkaRecord[], matches: Matches): Promise<KafkaRecord[]> {
  const found: KafkaRecord[] = [];
  for (const record of records) if (await matches(record)) found.push(record);
  return found;
}
