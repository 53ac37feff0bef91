import { memoryMib } from '../../local/processes/process-table.ts';
import type { BenchStack } from '../bench-stack.ts';
import { type Measured, median, type Ratio, round } from '../report.ts';
import { noOpCode, withFunction, withMappings } from './mapped-function.ts';
import { withPoller } from './poller-process.ts';
import { fill, withTopics } from './records.ts';
import { untilCount } from './throughput.ts';

const sampleEveryMs = 250;

/** Whether the poller's memory grows with the records that went through it. */
export function measureSoak(stack: BenchStack, records: number): Promise<Measured> {
  return withTopics(stack, 1, async (topics) => {
    stack.report(`filling a topic with ${records} records ...`);
    await fill(stack.kafka, topics[0] ?? '', records);
    return withFunction(stack, noOpCode, (functionName) =>
      withMappings(stack, { functionName, topics, batchSize: 10_000 }, (uuids) =>
        withPoller(stack, uuids, async (poller) => {
          const resident: number[] = [];
          let next = 0;
          await untilCount(poller, 'committed', records, async () => {
            if (performance.now() < next) return;
            next = performance.now() + sampleEveryMs;
            resident.push(memoryMib(poller.pid));
          });
          return summary([...poller.liveHeap], resident);
        }),
      ),
    );
  });
}

function summary(heap: readonly number[], resident: readonly number[]): Measured {
  const of = (name: string, values: readonly number[]) => ({ name: `poller, ${name}`, unit: 'MiB', values });
  return {
    series: [of('heap after each full collection', heap), of('memory', resident)],
    ratios: [growth('heap', heap), growth('memory', resident)],
    figures: {},
  };
}

/** Of the last quarter over the second: in the first, a program fills its buffers. */
function growth(what: string, values: readonly number[]): Ratio {
  const quarter = Math.ceil(values.length / 4);
  const value = round(median(values.slice(-quarter)) / median(values.slice(quarter, 2 * quarter)));
  return { name: `${what}, last / second quarter`, value, better: 'less' };
}
