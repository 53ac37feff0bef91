import { setTimeout as wait } from 'node:timers/promises';
import { cpuSeconds } from '../../local/processes/process-table.ts';
import { StartError } from '../../local/start-error.ts';
import type { BenchStack } from '../bench-stack.ts';
import { type Measured, ratio, type Series } from '../report.ts';
import { runBareConsumer } from './bare-consumer.ts';
import { type MappedSource, noOpCode, withFunction, withMappings } from './mapped-function.ts';
import { type PollerProcess, withPoller } from './poller-process.ts';
import { fill, withTopics } from './records.ts';
import type { Run } from './run.ts';

const batchSizes = [100, 1000, 10_000];
const lookEveryMs = 20;
const timeoutMs = 900_000;

/** Records that a topic holds already, on their way to a function that does nothing, beside kafkajs without a function. */
export function measureThroughput(stack: BenchStack, records: number, rounds: number): Promise<Measured> {
  return withTopics(stack, 1, async ([topic = '']) => {
    stack.report(`filling a topic with ${records} records ...`);
    await fill(stack.kafka, topic, records);
    const contenders: [string, () => Promise<Run>][] = [
      ['bare consumer', () => runBareConsumer(stack, topic, records)],
      ...batchSizes.map((batchSize): [string, () => Promise<Run>] => [
        `batches of ${batchSize.toLocaleString('en')}`,
        () => runPoller(stack, topic, batchSize, records),
      ]),
    ];
    return inTurn(stack, contenders, records, rounds);
  });
}

/** Each contender once a round; each one's rate is compared with the first one's. */
export async function inTurn(
  stack: BenchStack,
  contenders: readonly [string, () => Promise<Run>][],
  records: number,
  rounds: number,
): Promise<Measured> {
  const rates = contenders.map(([name]) => ({ name, unit: 'records/s', values: [] as number[] }));
  const costs = contenders.map(([name]) => ({ name: `${name}, CPU`, unit: 'µs/record', values: [] as number[] }));
  for (let number = 1; number <= rounds; number += 1) {
    for (const [index, [name, run]] of contenders.entries()) {
      const { seconds, cpuSeconds: cpu } = await run();
      rates[index]?.values.push(records / seconds);
      costs[index]?.values.push((cpu / records) * 1e6);
      stack.report(`round ${number}, ${name}: ${Math.round(records / seconds)} records/s`);
    }
  }
  const [bare, ...pollers] = rates as unknown as [Series, ...Series[]];
  return { series: [...rates, ...costs], ratios: pollers.map((own) => ratio(own, bare)), figures: {} };
}

/** Each run has a function of its own: a deleted mapping stays a while, and no other may be like it meanwhile. */
export function runPoller(
  stack: BenchStack,
  topic: string,
  batchSize: number,
  records: number,
  source: MappedSource = {},
): Promise<Run> {
  return withFunction(stack, noOpCode, (functionName) =>
    withMappings(stack, { functionName, topics: [topic], batchSize, source }, (uuids) =>
      withPoller(stack, uuids, async (poller) => {
        await untilCount(poller, 'polled', 1);
        const begun = performance.now();
        const cpuBefore = cpuSeconds(poller.pid);
        await untilCount(poller, 'committed', records);
        return { seconds: (performance.now() - begun) / 1000, cpuSeconds: cpuSeconds(poller.pid) - cpuBefore };
      }),
    ),
  );
}

/** Waits until each of the poller's mappings has polled or committed so many records. */
export async function untilCount(
  poller: PollerProcess,
  name: 'polled' | 'committed',
  count: number,
  onLook: () => Promise<void> = async () => undefined,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const statuses = await poller.statuses();
    if (statuses.length > 0 && statuses.every(({ counts }) => counts[name] >= count)) return;
    if (Date.now() > deadline) throw new StartError(`Not ${count} records ${name} after ${timeoutMs / 1000} s.`);
    await onLook();
    await wait(lookEveryMs);
  }
}
