import { unusable } from '../../problem.ts';
import type { Bounds, Positions, TopicLog } from '../log/topic-log.ts';
import type { Direction } from './time-order.ts';

/** A place in a topic, whichever the partition. */
export type Place = { readonly offset: number } | { readonly timeMs: number };

/** @param text an offset, or a time in ISO 8601. @throws ConsoleProblem */
export function readPlace(name: string, text: string | undefined): Place | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return { offset: Number(text) };
  const timeMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(timeMs)) return { timeMs };
  throw unusable(`${name}=${text} is neither an offset nor a time as 2026-01-31T12:00:00Z.`);
}

/** Where the place is in each partition; the end of one that has nothing of the time or later. */
export async function positionsOf(place: Place, log: TopicLog, topic: string, bounds: ReadonlyMap<number, Bounds>) {
  const found = 'timeMs' in place ? await log.positionsAt(topic, place.timeMs) : undefined;
  return new Map(
    [...bounds].map(([partition, { low, high }]) => {
      const position = 'offset' in place ? place.offset : (found?.get(partition) ?? high);
      return [partition, Math.min(Math.max(position, low), high)];
    }),
  );
}

/** Offsets by partition as addresses have them: "0-12,3-40". */
export function formatPositions(positions: Positions): string {
  return [...positions].map(([partition, offset]) => `${partition}-${offset}`).join(',');
}

/** @throws ConsoleProblem */
export function readPositions(text: string): Map<number, number> {
  const pairs = text.split(',').map((pair) => /^(\d{1,9})-(\d{1,16})$/.exec(pair));
  if (pairs.includes(null)) throw unusable(`at=${text} is no list of partitions and offsets as 0-12,3-40.`);
  return new Map(pairs.map((pair) => [Number(pair?.[1]), Number(pair?.[2])]));
}

/** @throws ConsoleProblem naming what is no partition */
export function chosenPartitions(
  text: string | undefined,
  bounds: ReadonlyMap<number, Bounds>,
): ReadonlyMap<number, Bounds> {
  if (text === undefined || text === '') return bounds;
  const chosen = text.split(',').map((one): [number, Bounds] => {
    const own = /^\d+$/.test(one) ? bounds.get(Number(one)) : undefined;
    if (!own) throw unusable(`partitions=${text} names ${one || 'nothing'}; the topic has 0 to ${bounds.size - 1}.`);
    return [Number(one), own];
  });
  return new Map(chosen);
}

/** What is on one side of the positions; partitions that they do not name are left out. */
export function besides(
  positions: Positions,
  direction: Direction,
  bounds: ReadonlyMap<number, Bounds>,
): Map<number, Bounds> {
  const named = [...bounds].filter(([partition]) => positions.has(partition));
  return new Map(
    named.map(([partition, { low, high }]) => {
      const position = Math.min(Math.max(positions.get(partition) ?? low, low), high);
      return [partition, direction === 'newer' ? { low: position, high } : { low, high: position }];
    }),
  );
}
