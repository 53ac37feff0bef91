import { setImmediate } from 'node:timers/promises';
import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { SearchEnd, SearchLine } from '../answers.ts';
import type { Bounds, TopicLog } from '../log/topic-log.ts';
import { formatPositions } from '../reading/positions.ts';
import { type Direction, TimeOrder } from '../reading/time-order.ts';
import { messageView, preview } from '../showing/message-view.ts';
import type { DecodePart } from '../showing/part-decoder.ts';
import type { Matches } from './match.ts';

export interface SearchAsked {
  readonly topic: string;
  readonly direction: Direction;
  readonly stretches: ReadonlyMap<number, Bounds>;
  /** Times that records must have, the last one not included, in milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly matches: Matches;
  readonly limits: SearchLimits;
}

/** What ends a search that has not come to its end. */
export interface SearchLimits {
  readonly matches: number;
  readonly scanned: number;
  readonly bytes: number;
}

const progressMs = 500;
/** After so many the program sees to its other work. */
const atOnce = 500;
/** Of all partitions together, and of each. */
const readBytes = { all: 16 * 1024 * 1024, each: 512 * 1024 };
const firstWindow = 64;

/** Goes through the records in the order of their times, and tells of those that match and how far it is. */
export async function* search(
  log: Pick<TopicLog, 'fetch'>,
  asked: SearchAsked,
  decode: DecodePart,
  signal: AbortSignal,
): AsyncGenerator<SearchLine> {
  const { topic, direction, stretches, limits } = asked;
  const windowBytes = Math.ceil(Math.min(readBytes.each, readBytes.all / Math.max(1, stretches.size)));
  const order = new TimeOrder({ direction, stretches, window: firstWindow, windowBytes }, (positions) => {
    signal.throwIfAborted();
    return log.fetch(topic, positions, { partitionBytes: windowBytes });
  });
  const begunMs = performance.now();
  const total = [...stretches.values()].reduce((sum, { low, high }) => sum + Math.max(0, high - low), 0);
  let scanned = 0;
  let matched = 0;
  let toldMs = begunMs;
  const progress = () => ({
    ...{ scanned, matched, total, bytes: order.bytes },
    elapsedMs: Math.round(performance.now() - begunMs),
  });
  const reached = (): SearchEnd['why'] | undefined => {
    if (matched >= limits.matches) return 'matches';
    if (scanned >= limits.scanned) return 'scanned';
    return order.bytes >= limits.bytes ? 'bytes' : undefined;
  };
  yield { progress: progress() };
  let why = reached();
  while (why === undefined) {
    const record = order.take() ?? (await order.next());
    if (!record) break;
    scanned += 1;
    if (isOfTime(record, asked) && (await asked.matches(record))) {
      matched += 1;
      yield { match: await messageView(record, decode, preview) };
    }
    why = reached();
    if (scanned % atOnce === 0) await setImmediate();
    signal.throwIfAborted();
    if (performance.now() - toldMs < progressMs) continue;
    toldMs = performance.now();
    yield { progress: progress() };
  }
  yield { end: { ...progress(), why: why ?? 'all', at: why === undefined ? null : formatPositions(order.positions) } };
}

function isOfTime({ timestampMs }: KafkaRecord, { fromMs, toMs }: Pick<SearchAsked, 'fromMs' | 'toMs'>): boolean {
  return fromMs <= timestampMs && timestampMs < toMs;
}
