import { cpuSeconds, memoryMib } from '../../local/processes/process-table.ts';
import type { BenchStack } from '../bench-stack.ts';
import { noOpCode, withFunction, withMappings } from '../esm/mapped-function.ts';
import { withPoller } from '../esm/poller-process.ts';
import { fill, withTopics } from '../esm/records.ts';
import { untilCount } from '../esm/throughput.ts';
import type { Measured, Series } from '../report.ts';

const batchSize = 1000;
/** Of each topic: an environment of the function works for each partition at once. */
const partitionCount = 1;

/** The same records spread over ever more mappings, each with a topic of its own, to one function that does nothing. */
export async function measureMappings(
  stack: BenchStack,
  counts: readonly number[],
  records: number,
): Promise<Measured> {
  const series: Series[] = [];
  for (const count of counts) {
    const { seconds, cpu, mib } = await runMappings(stack, count, Math.floor(records / count));
    const name = count === 1 ? '1 mapping' : `${count} mappings`;
    stack.report(`${name}: ${seconds.toFixed(1)} s, ${Math.round(mib)} MiB`);
    series.push(
      { name: `${name}, from the start of the poller to the last record`, unit: 's', values: [seconds] },
      { name: `${name}, CPU of the poller`, unit: 'µs/record', values: [(cpu / records) * 1e6] },
      { name: `${name}, memory of the poller`, unit: 'MiB', values: [mib] },
    );
  }
  return { series, ratios: [], figures: {} };
}

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly mib: number;
}

function runMappings(stack: BenchStack, count: number, recordsEach: number): Promise<Run> {
  return withTopics(
    stack,
    count,
    async (topics) => {
      for (const topic of topics) await fill(stack.kafka, topic, recordsEach, { partitionCount });
      return withFunction(stack, noOpCode, (functionName) =>
        withMappings(stack, { functionName, topics, batchSize }, async (uuids) => {
          const begun = performance.now();
          return withPoller(stack, uuids, async (poller) => {
            await untilCount(poller, 'committed', recordsEach);
            const seconds = (performance.now() - begun) / 1000;
            return { seconds, cpu: cpuSeconds(poller.pid), mib: memoryMib(poller.pid) };
          });
        }),
      );
    },
    partitionCount,
  );
}
