import { runBareSink } from './bare-sink.ts';
import type { BenchStack } from './bench-stack.ts';
import { switchMapping } from './mapping.ts';
import { type Report, ratio, type Series } from './report.ts';

/**
 * How fast the users of a topic come into both stores. Each contender begins with joining its consumer group and ends
 * when the last record is stored and committed; both write the same records into the same empty tables.
 */
export async function benchSink(stack: BenchStack, users: number, rounds: number): Promise<Report> {
  await stack.startAnew(users);
  const contenders = { pipeline: () => runPipeline(stack), 'bare loop': () => runBareSink(stack, users) };
  const rates: Record<string, number[]> = { pipeline: [], 'bare loop': [] };
  await switchMapping(stack.settings, false);
  for (let number = 1; number <= rounds; number += 1) {
    for (const [name, run] of Object.entries(contenders)) {
      await stack.emptyStores();
      const seconds = await run();
      await stack.requireRows(users);
      rates[name]?.push(users / seconds);
      stack.report(`round ${number}, ${name}: ${Math.round(users / seconds)} records/s`);
    }
  }
  const series = Object.entries(rates).map(([name, values]): Series => ({ name, unit: 'records/s', values }));
  const [pipeline, bare] = series as [Series, Series];
  return { bench: 'sink', series, figures: { 'pipeline / bare loop': ratio(pipeline, bare) } };
}

/** @returns seconds from switching the mapping on to the last commit. */
async function runPipeline(stack: BenchStack): Promise<number> {
  await stack.rewind();
  const begun = performance.now();
  await switchMapping(stack.settings, true);
  await stack.awaitStored();
  const seconds = (performance.now() - begun) / 1000;
  await switchMapping(stack.settings, false);
  return seconds;
}
