import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../../../local/start-error.ts';
import type { BenchStack } from '../../bench-stack.ts';
import { percentile } from '../../percentile.ts';
import type { Contender } from '../contender.ts';
import type { Lookups } from '../rows/lookups.ts';
import { RowWatch } from '../rows/row-watch.ts';
import { Marks } from './marks.ts';

/** Records a second. */
export const rates = [100, 1000, 5000];

const warmUpSeconds = 3;
const drainMs = 60_000;
const followMs = 120_000;
const probeEveryMs = 100;

/** In ms: from the call that publishes a record to the look that found its row in the last store. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface LatencyOptions {
  readonly stack: BenchStack;
  readonly lookups: Lookups;
  /** Of the topic's values. */
  readonly frame: Buffer;
  /** How long each rate is held, after a warm-up. */
  readonly seconds: number;
}

/**
 * Lets a contender that has been started follow the topic, at one rate after the other, in both stores.
 * @returns by the rate; those that were too much for it are left out.
 */
export async function measureLatencies(
  contender: Contender,
  { stack, lookups, frame, seconds }: LatencyOptions,
): Promise<ReadonlyMap<number, Latency>> {
  const producer = stack.kafka.producer();
  const watches = contender.stores.map((store) => new RowWatch(lookups[store]));
  const stop = new AbortController();
  await producer.connect();
  const watching = Promise.all(watches.map((watch) => watch.run(stop.signal)));
  try {
    await contender.begin('end');
    const marks = new Marks(producer, watches, frame);
    // Before stop is asked for, a watch ends only by an error.
    const measuring = async () => {
      await untilItFollows(contender, marks, lookups);
      return atEachRate(contender, marks, seconds, stack.report);
    };
    return await Promise.race([measuring(), watching.then(() => new Map())]);
  } finally {
    stop.abort();
    await Promise.allSettled([watching]);
    await producer.disconnect();
  }
}

/** Publishes users, of empty stores, until one of them has come: whoever begins at the end never sees the first ones. */
async function untilItFollows({ name }: Contender, marks: Marks, lookups: Lookups): Promise<void> {
  const deadline = performance.now() + followMs;
  while (!(await lookups.haveRows())) {
    if (performance.now() > deadline) throw new StartError(`${name} has stored nothing of what is published.`);
    await marks.publishOne();
    await wait(probeEveryMs);
  }
}

async function atEachRate(
  { name }: Contender,
  marks: Marks,
  seconds: number,
  report: (line: string) => void,
): Promise<Map<number, Latency>> {
  const latencies = new Map<number, Latency>();
  for (const rate of rates) {
    await marks.publish(rate, warmUpSeconds);
    await marks.publish(rate, seconds);
    const ages = await marks.agesOfLast(drainMs);
    if (ages === undefined) {
      report(`${name}: ${rate} records/s are too many: rows were missing ${drainMs / 1000} s later`);
      break;
    }
    latencies.set(rate, { p50: percentile(ages, 50), p99: percentile(ages, 99) });
    report(
      `${name}, ${rate} records/s: p50 ${Math.round(percentile(ages, 50))} ms, p99 ${Math.round(percentile(ages, 99))} ms`,
    );
  }
  return latencies;
}
