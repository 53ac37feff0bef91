import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import { unknown, unusable } from '../../problem.ts';
import type { Bounds, TopicLog } from '../log/topic-log.ts';
import { besides, chosenPartitions, formatPositions, type Place, positionsOf, readPositions } from './positions.ts';
import { type Direction, TimeOrder } from './time-order.ts';

export interface MessagesAsked {
  /** Numbers with commas between; all when it is left out. */
  readonly partitions?: string;
  readonly begin: 'newest' | 'oldest' | Place;
  /** Positions of an earlier answer, which go before `begin`. */
  readonly at?: string;
  readonly direction: Direction;
  readonly limit: number;
}

export interface MessagesRead {
  /** In the direction's order. */
  readonly records: readonly KafkaRecord[];
  readonly direction: Direction;
  /** From where older and newer ones are read; null when there are none. */
  readonly older: string | null;
  readonly newer: string | null;
  /** Why there are fewer than asked for, though there are more. */
  readonly stopped: 'time' | 'bytes' | null;
  /** Of the topic. */
  readonly partitions: readonly number[];
}

const deadlineMs = 2000;
const mostBytes = 8 * 1024 * 1024;
const partitionBytes = 128 * 1024;
const firstWindow = 8;
// Of one that reads all of them at once.
const mostPartitions = 100;

/** Reads a few records, in time. @throws ConsoleProblem for what cannot be asked */
export async function readMessages(log: TopicLog, topic: string, asked: MessagesAsked): Promise<MessagesRead> {
  const all = await log.boundsOf(topic);
  const bounds = chosenPartitions(asked.partitions, all);
  if (bounds.size > mostPartitions) throw unusable(`${topic} has ${bounds.size} partitions: choose one of them.`);
  const { direction, positions } = await beginningOf(log, topic, asked, bounds);
  const stretches = besides(positions, direction, bounds);
  const time = AbortSignal.timeout(deadlineMs);
  const order = new TimeOrder({ direction, stretches, window: firstWindow, windowBytes: partitionBytes }, (wanted) => {
    time.throwIfAborted();
    return log.fetch(topic, wanted, { partitionBytes });
  });
  const { records, stopped } = await take(order, asked.limit, time);
  const begun = { older: positions, newer: positions };
  const edges = { ...begun, [direction]: order.positions };
  return {
    records,
    direction,
    stopped,
    partitions: [...all.keys()],
    older: hasMore(edges.older, 'older', bounds) ? formatPositions(edges.older) : null,
    newer: hasMore(edges.newer, 'newer', bounds) ? formatPositions(edges.newer) : null,
  };
}

async function beginningOf(
  log: TopicLog,
  topic: string,
  { begin, at, direction }: MessagesAsked,
  bounds: ReadonlyMap<number, Bounds>,
): Promise<{ readonly direction: Direction; readonly positions: Map<number, number> }> {
  if (at) return { direction, positions: readPositions(at) };
  if (begin === 'newest') return { direction: 'older', positions: ends(bounds, 'high') };
  if (begin === 'oldest') return { direction: 'newer', positions: ends(bounds, 'low') };
  return { direction: 'newer', positions: await positionsOf(begin, log, topic, bounds) };
}

function ends(bounds: ReadonlyMap<number, Bounds>, end: keyof Bounds): Map<number, number> {
  return new Map([...bounds].map(([partition, own]) => [partition, own[end]]));
}

async function take(order: TimeOrder, limit: number, time: AbortSignal) {
  const records: KafkaRecord[] = [];
  let stopped: MessagesRead['stopped'] = null;
  try {
    while (records.length < limit && stopped === null) {
      const record = await order.next();
      if (!record) break;
      records.push(record);
      if (order.bytes > mostBytes) stopped = 'bytes';
    }
  } catch (error) {
    if (!time.aborted) throw error;
    stopped = 'time';
  }
  return { records, stopped: records.length < limit ? stopped : null };
}

function hasMore(positions: ReadonlyMap<number, number>, direction: Direction, bounds: ReadonlyMap<number, Bounds>) {
  return [...besides(positions, direction, bounds).values()].some(({ low, high }) => low < high);
}

export interface MessageRead {
  /** Undefined when the offset holds none: it was compacted away, it ended a transaction, or it is not within the bounds. */
  readonly record?: KafkaRecord;
  /** Of the first record behind the offset, where it holds none. */
  readonly next: number | null;
  /** Of the partition. */
  readonly low: number;
  readonly high: number;
}

/** @throws ConsoleProblem when there is no such partition */
export async function readMessage(
  log: TopicLog,
  topic: string,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): Promise<MessageRead> {
  const bounds = (await log.boundsOf(topic)).get(partition);
  if (!bounds) throw unknown(`The partition ${partition} of ${topic}`);
  const low = Math.min(Math.max(offset, bounds.low), bounds.high);
  const time = AbortSignal.timeout(deadlineMs);
  const stretches = new Map([[partition, { low, high: bounds.high }]]);
  const order = new TimeOrder({ direction: 'newer', stretches, window: 1, windowBytes: 1 }, (wanted) => {
    time.throwIfAborted();
    // The batch in which it is, and no more.
    return log.fetch(topic, wanted, { partitionBytes: 1 });
  });
  const found = await order.next().catch((error) => {
    if (time.aborted) return undefined;
    throw error;
  });
  if (found?.offset === offset) return { ...bounds, record: found, next: null };
  return { ...bounds, next: found?.offset ?? null };
}
