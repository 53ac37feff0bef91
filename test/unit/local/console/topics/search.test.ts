import { setTimeout } from 'node:timers/promises';
import type { SearchLine, TailLine } from '../../../../../local/console/topics/answers.ts';
import type { Bounds, FetchedRecords, Positions } from '../../../../../local/console/topics/log/topic-log.ts';
import { readPositions } from '../../../../../local/console/topics/reading/positions.ts';
import { type SearchAsked, search } from '../../../../../local/console/topics/search/search.ts';
import { tail } from '../../../../../local/console/topics/search/tail.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';

/** Partitions whose records come a second after the other, ten at once. */
class FakeLog {
  readonly #ends: Map<number, number>;

  constructor(ends: readonly number[]) {
    this.#ends = new Map(ends.entries());
  }

  append(partition: number, records: number): void {
    this.#ends.set(partition, (this.#ends.get(partition) ?? 0) + records);
  }

  async boundsOf(): Promise<Map<number, Bounds>> {
    return new Map([...this.#ends].map(([partition, high]) => [partition, { low: 0, high }]));
  }

  async fetch(_: string, positions: Positions): Promise<FetchedRecords[]> {
    return [...positions].map(([partition, first]) => {
      const next = Math.min(first + 10, this.#ends.get(partition) ?? 0);
      return {
        partition,
        first,
        next,
        records: Array.from({ length: next - first }, (__, at) => record(partition, first + at)),
      };
    });
  }
}

function record(partition: number, offset: number): KafkaRecord {
  const timestampMs = offset * 1000;
  return {
    partition,
    offset,
    timestampMs,
    timestampType: 'CREATE_TIME',
    key: null,
    value: Buffer.from('v'),
    headers: [],
  };
}

const asStored = (bytes: Buffer) => ({ bytes });
const usual = { matches: 1000, scanned: 1000, bytes: 1000 };

async function found(asked: Partial<SearchAsked>) {
  const log = new FakeLog([30, 20]);
  const whole: SearchAsked = {
    ...{ topic: 't', direction: 'older', stretches: await log.boundsOf(), limits: usual },
    ...{ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY, matches: () => true },
    ...asked,
  };
  const lines: SearchLine[] = [];
  for await (const line of search(log, whole, asStored, new AbortController().signal)) lines.push(line);
  const places = lines.flatMap((line) => ('match' in line ? [`${line.match.partition}-${line.match.offset}`] : []));
  return { places, end: lines.flatMap((line) => ('end' in line ? [line.end] : []))[0] };
}

test('a search looks at everything, newest first or oldest first', async () => {
  const every = ({ offset }: KafkaRecord) => offset % 10 === 9;

  expect(await found({ matches: every })).toMatchObject({
    places: ['0-29', '0-19', '1-19', '0-9', '1-9'],
    end: { scanned: 50, matched: 5, total: 50, why: 'all', at: null },
  });
  expect((await found({ matches: every, direction: 'newer' })).places).toEqual(['0-9', '1-9', '0-19', '1-19', '0-29']);
});

test.each([
  ['matches', { ...usual, matches: 3 }, 3],
  ['scanned', { ...usual, scanned: 7 }, 7],
  ['bytes', { ...usual, bytes: 5 }, 5],
])('a search that is ended by %s goes on behind the last one that it looked at', async (why, limits, length) => {
  const first = await found({ limits, direction: 'newer' });
  expect(first.end).toMatchObject({ why, scanned: length });

  const positions = readPositions(first.end?.at ?? '');
  const rest = new Map([
    [0, { low: positions.get(0) ?? 0, high: 30 }],
    [1, { low: positions.get(1) ?? 0, high: 20 }],
  ]);
  const second = await found({ direction: 'newer', stretches: rest });

  expect(new Set([...first.places, ...second.places]).size).toBe(50);
  expect(second.places).toHaveLength(50 - length);
});

test('records out of the times are not found, wherever their offsets are', async () => {
  expect((await found({ fromMs: 3000, toMs: 5000 })).places).toEqual(['0-4', '1-4', '0-3', '1-3']);
});

test('a search ends when its reader has gone', async () => {
  const log = new FakeLog([1_000_000]);
  const gone = new AbortController();
  const asked: SearchAsked = {
    ...{ topic: 't', direction: 'newer', stretches: await log.boundsOf(), matches: () => false },
    ...{ fromMs: 0, toMs: Number.POSITIVE_INFINITY, limits: { ...usual, scanned: 1e9, bytes: 1e9 } },
  };
  const lines = search(log, asked, asStored, gone.signal);
  await lines.next();

  gone.abort(new Error('gone'));

  await expect(lines.next()).rejects.toThrow('gone');
});

async function tailed(log: FakeLog, rounds: number, change: (round: number) => void) {
  const gone = new AbortController();
  const messages: string[] = [];
  let numbers: Extract<TailLine, { tail: object }>['tail'] | undefined;
  let round = 0;
  const asked = { topic: 't', partitions: [0], matches: () => true };
  for await (const line of tail(log, asked, asStored, gone.signal)) {
    if ('message' in line) messages.push(`${line.message.partition}-${line.message.offset}`);
    else {
      numbers = line.tail;
      change(round);
      round += 1;
      if (round > rounds) break;
    }
  }
  await setTimeout(0);
  return { messages, numbers };
}

test('a tail shows what came since it began', async () => {
  const log = new FakeLog([100]);

  const { messages, numbers } = await tailed(log, 2, (round) => log.append(0, round === 0 ? 3 : 0));

  expect(messages).toEqual(['0-100', '0-101', '0-102']);
  expect(numbers).toEqual({ seen: 3, shown: 3, dropped: 0 });
});

test('a tail that cannot keep up leaves out the oldest and says how many', async () => {
  const log = new FakeLog([0]);

  const { messages, numbers } = await tailed(log, 1, (round) => log.append(0, round === 0 ? 5000 : 0));

  expect(messages[0]).toBe('0-3000');
  expect(numbers).toEqual({ seen: 3010, shown: 10, dropped: 3000 });
});
