import { setTimeout as wait } from 'node:timers/promises';
import { cpuSeconds, memoryMib } from '../../local/processes/process-table.ts';
import { kafka } from '../../local/services/kafka/kafka.ts';
import { localstack } from '../../local/services/localstack/localstack.ts';
import { Stack } from '../../local/stack.ts';
import type { BenchStack } from '../bench-stack.ts';
import type { Measured, Series } from '../report.ts';
import { noOpCode, withFunction, withMappings } from './mapped-function.ts';
import { withPoller } from './poller-process.ts';
import { withTopics } from './records.ts';

const mappings = 20;
// What a program does after its start is over by then, collecting its garbage too.
const settleMs = 20_000;
const measureMs = 20_000;
const rounds = 3;

/** What mappings cost whose topics get no records: the poller itself, and what it asks of LocalStack and Kafka. */
export function measureIdle(bench: BenchStack): Promise<Measured> {
  const stack = new Stack(bench.settings);
  const services = { localstack: pidOf(stack, localstack), kafka: pidOf(stack, kafka) };
  return withTopics(bench, mappings, (topics) =>
    withFunction(bench, noOpCode, (functionName) =>
      withMappings(bench, { functionName, topics, batchSize: 100 }, async (uuids) => {
        const alone = await shares(services);
        return withPoller(bench, uuids, async ({ pid }) => {
          const polled = await shares({ poller: pid, ...services });
          return { series: [...series(polled, alone), resident(pid)], ratios: [], figures: {} };
        });
      }),
    ),
  );
}

function pidOf(stack: Stack, service: typeof kafka): number {
  return stack.daemon(service).pid() ?? 0;
}

/** Of one core, in percent, by name of the process: one for each round. */
type Shares = ReadonlyMap<string, number[]>;

async function shares(pids: Readonly<Record<string, number>>): Promise<Shares> {
  await wait(settleMs);
  const measured: Shares = new Map(Object.keys(pids).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const before = Object.entries(pids).map(([name, pid]) => ({ name, pid, cpu: cpuSeconds(pid) }));
    const begun = performance.now();
    await wait(measureMs);
    const seconds = (performance.now() - begun) / 1000;
    for (const { name, pid, cpu } of before) measured.get(name)?.push(((cpuSeconds(pid) - cpu) / seconds) * 100);
  }
  return measured;
}

function series(polled: Shares, alone: Shares): Series[] {
  const named = (suffix: string, of: Shares) =>
    [...of].map(([name, values]) => ({ name: `${name}, ${suffix}`, unit: '% of a core', values }));
  return [...named(`${mappings} idle mappings`, polled), ...named('without a poller', alone)];
}

function resident(pid: number): Series {
  return { name: `poller, ${mappings} idle mappings, memory`, unit: 'MiB', values: [memoryMib(pid)] };
}
