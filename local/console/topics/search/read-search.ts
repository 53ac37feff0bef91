import { type Filter, parseFilter } from '../../page/views/topics/filters.ts';
import { unusable } from '../../problem.ts';
import { wholeNumber } from '../../request-values.ts';
import type { Bounds, TopicLog } from '../log/topic-log.ts';
import { besides, chosenPartitions, type Place, positionsOf, readPlace, readPositions } from '../reading/positions.ts';
import type { SearchAsked } from './search.ts';

const mostFilters = 20;
const mostScanned = 10_000_000;
const MiB = 1024 * 1024;

export type Scope = Omit<SearchAsked, 'topic' | 'matches'>;

/** @throws ConsoleProblem naming the filter that is wrong */
export function readFilters(texts: readonly string[]): Filter[] {
  if (texts.length > mostFilters) throw unusable(`A search has at most ${mostFilters} filters.`);
  try {
    return texts.map(parseFilter);
  } catch (error) {
    throw unusable((error as Error).message);
  }
}

/** Where an address's search looks and what ends it. @throws ConsoleProblem for what cannot be used */
export async function readScope(log: TopicLog, topic: string, query: URLSearchParams): Promise<Scope> {
  const value = (name: string) => query.get(name) ?? undefined;
  const number = (name: string, to: number, or: number) => wholeNumber(name, value(name), { from: 1, to, or });
  const order = value('order') ?? 'newest';
  if (order !== 'newest' && order !== 'oldest') throw unusable(`order=${order} is neither newest nor oldest.`);
  const direction = order === 'newest' ? 'older' : 'newer';
  const limits = {
    matches: number('matches', 1000, 100),
    scanned: number('scanned', mostScanned, 1_000_000),
    bytes: number('mib', 10_240, 1024) * MiB,
  };
  const from = readPlace('from', value('from'));
  const to = readPlace('to', value('to'));
  const bounds = chosenPartitions(value('partitions'), await log.boundsOf(topic));
  const between = await narrowed(log, topic, bounds, { from, to });
  const at = value('at');
  return {
    direction,
    limits,
    stretches: at === undefined ? between : besides(readPositions(at), direction, between),
    fromMs: from && 'timeMs' in from ? from.timeMs : Number.NEGATIVE_INFINITY,
    toMs: to && 'timeMs' in to ? to.timeMs : Number.POSITIVE_INFINITY,
  };
}

async function narrowed(
  log: TopicLog,
  topic: string,
  bounds: ReadonlyMap<number, Bounds>,
  { from, to }: { readonly from?: Place; readonly to?: Place },
): Promise<Map<number, Bounds>> {
  const begin = from && (await positionsOf(from, log, topic, bounds));
  const end = to && (await positionsOf(to, log, topic, bounds));
  return new Map(
    [...bounds].map(([partition, { low, high }]) => {
      const first = begin?.get(partition) ?? low;
      return [partition, { low: first, high: Math.max(first, end?.get(partition) ?? high) }];
    }),
  );
}
