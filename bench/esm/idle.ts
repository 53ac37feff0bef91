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
const settleMs = 10_000;
const measureMs = 20_000;

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
          return { series: [...series(polled, alone), resident(pid)], figures: {} };
        });
      }),
    ),
  );
}

function pidOf(stack: Stack, service: typeof kafka): number {
  return stack.daemon(service).pid() ?? 0;
}

/** Of one core, in percent, by name of the process. */
type Shares = Readonly<Record<string, number>>;

async function shares(pids: Readonly<Record<string, number>>): Promise<Shares> {
  await wait(settleMs);
  const look = () => Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  const before = new Map(look());
  const begun = performance.now();
  await wait(measureMs);
  const seconds = (performance.now() - begun) / 1000;
  return Object.fromEntries(look().map(([name, cpu]) => [name, ((cpu - (before.get(name) ?? 0)) / seconds) * 100]));
}

function series(polled: Shares, alone: Shares): Series[] {
  const named = (suffix: string, of: Shares) =>
    Object.entries(of).map(([name, share]) => ({ name: `${name}, ${suffix}`, unit: '% of a core', values: [share] }));
  return [...named(`${mappings} idle mappings`, polled), ...named('without a poller', alone)];
}

function resident(pid: number): Series {
  return { name: `poller, ${mappings} idle mappings, memory`, unit: 'MiB', values: [memoryMib(pid)] };
}
