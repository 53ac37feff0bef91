import { replayHeaders } from '../../lambdas/core/replay.ts';
import type { KafkaRecord } from '../event-source-mapping/record.ts';
import { compare, rangesSince, type UnderWay } from './compare.ts';
import { readDifferences } from './differences.ts';
import type { ReconcileOptions, ReconcilePorts } from './ports.ts';
import { replayOf } from './read-topic-record.ts';
import type { Summary } from './summary.ts';
import { type NewRecord, Places, type Ranges } from './topic.ts';

/** What a repair did. */
export interface Repair {
  /** Records that were published again with the version that they had. */
  readonly replayed: number;
  /** Records that were published as new ones, because a store had something newer than the topic. */
  readonly renewed: number;
  /** As it is afterwards. */
  readonly left: Summary | UnderWay;
}

/** How a record is written again. */
type Again = (record: KafkaRecord) => NewRecord;

const publishedAtOnce = 1000;
const publishedBytesAtOnce = 8 * 1024 * 1024;

/**
 * Publishes what differs again. First with the version that it had: that mends what was lost, and changes nothing that
 * is newer. What still differs then was changed by hand, and is published as a new record.
 */
export async function repair(
  ports: ReconcilePorts,
  options: ReconcileOptions,
  found: Summary,
  signal: AbortSignal,
): Promise<Repair> {
  let replayed = 0;
  await ports.show({
    title: 'Publishing what differs again',
    async run() {
      replayed = await publishAgain(ports, await placesIn(found.file, true), asReplay, signal);
      return `${replayed.toLocaleString('en')} records`;
    },
  });
  if (replayed === 0) return { replayed, renewed: 0, left: found };
  const ends = await ports.topic.ranges();
  const left = await compare(ports, options, signal);
  if ('underWay' in left || left.differing === 0) return { replayed, renewed: 0, left };
  let renewed = 0;
  await ports.show({
    title: 'Publishing what still differs as new records',
    async run() {
      renewed = await renew(ports, left, ends, signal);
      return `${renewed.toLocaleString('en')} records`;
    },
  });
  return { replayed, renewed, left: renewed === 0 ? left : await compare(ports, options, signal) };
}

/** The newest records of the users that differ, as far as the topic has them. */
async function placesIn(file: string, withLetters: boolean): Promise<Places> {
  const places = new Places();
  for await (const line of readDifferences(file)) {
    // Where the topic no longer tells, a record of it may be older than both stores.
    const isTold = line.kind === 'lost dead letter' ? withLetters : line.against === 'topic';
    if (line.record && isTold) places.add(line.record);
  }
  return places;
}

/** @param before where the topic ended before `left` was found: what came since is newer */
async function renew(ports: ReconcilePorts, left: Summary, before: Ranges, signal: AbortSignal): Promise<number> {
  const { topic, read } = ports;
  const places = await placesIn(left.file, false);
  const changed = new Set<string>();
  const since = async (record: KafkaRecord) => {
    const reading = await read(record);
    if ('change' in reading && !places.has(record)) changed.add(reading.change.id);
  };
  await topic.scan(rangesSince(before, await topic.ranges()), since, signal);
  return publishAgain(ports, places, asNew, signal, (key) => changed.has(key));
}

/** Raw, as they are, in one pass over the topic. @returns how many */
async function publishAgain(
  { topic }: ReconcilePorts,
  places: Places,
  again: Again,
  signal: AbortSignal,
  isChanged: (key: string) => boolean = () => false,
): Promise<number> {
  let [published, bytes] = [0, 0];
  let waiting: NewRecord[] = [];
  const publish = async () => {
    await topic.publish(waiting);
    published += waiting.length;
    [waiting, bytes] = [[], 0];
  };
  await topic.scan(
    places.ranges(),
    async (record) => {
      if (!places.has(record) || isChanged(record.key?.toString('utf8') ?? '')) return;
      waiting.push(again(record));
      bytes += record.value?.length ?? 0;
      if (waiting.length >= publishedAtOnce || bytes >= publishedBytesAtOnce) await publish();
    },
    signal,
  );
  await publish();
  return published;
}

const replayNames: readonly string[] = Object.keys(
  replayHeaders({ partition: 0, offset: 0, timestampMs: 0, count: 0 }),
);

const withoutReplay = (headers: KafkaRecord['headers']) => headers.filter(([name]) => !replayNames.includes(name));

/** It counts as it stood first, however often it was published again. */
const asReplay: Again = (record) => {
  const { partition, key, value, headers, offset, timestampMs } = record;
  const origin = replayOf(record) ?? { partition, offset, timestampMs, count: 0 };
  const added = Object.entries(replayHeaders({ ...origin, count: origin.count + 1 }));
  const again = added.map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]);
  return { partition, key, value, headers: [...withoutReplay(headers), ...again] };
};

const asNew: Again = ({ partition, key, value, headers }) => ({
  partition,
  key,
  value,
  headers: withoutReplay(headers),
});
