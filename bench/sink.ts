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
  const contenders = {
    pipeline: () => runPipeline(stack),
    'bare loop, single inserts': () => runBareSink(stack, users, 'single'),
    'bare loop, batches of 30': () => runBareSink(stack, users, 'batched'),
  };
  const series = Object.keys(contenders).map((name) => ({ name, unit: 'records/s', values: [] as number[] }));
  await switchMapping(stack.settings, false);
  for (let number = 1; number <= rounds; number += 1) {
    for (const [index, [name, run]] of Object.entries(contenders).entries()) {
      await stack.emptyStores();
      const seconds = await run();
      await stack.requireRows(users);
      series[index]?.values.push(users / seconds);
      stack.report(`round ${number}, ${name}: ${Math.round(users / seconds)} records/s`);
    }
  }
  const [pipeline, single, batched] = series as unknown as [Series, Series, Series];
  return { bench: 'sink', series, ratios: [ratio(pipeline, single), ratio(pipeline, batched)], figures: {} };
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
