import { memoryMib } from '../../local/processes/process-table.ts';
import type { BenchStack } from '../bench-stack.ts';
import { type Measured, median, round } from '../report.ts';
import { noOpCode, withFunction, withMappings } from './mapped-function.ts';
import { withPoller } from './poller-process.ts';
import { fill, withTopics } from './records.ts';
import { untilCount } from './throughput.ts';

const mib = 1024 * 1024;
const sampleEveryMs = 250;

/** Whether the poller's memory grows with the records that went through it. */
export function measureSoak(stack: BenchStack, records: number): Promise<Measured> {
  return withTopics(stack, 1, async (topics) => {
    stack.report(`filling a topic with ${records} records ...`);
    await fill(stack.kafka, topics[0] ?? '', records);
    return withFunction(stack, noOpCode, (functionName) =>
      withMappings(stack, { functionName, topics, batchSize: 10_000 }, (uuids) =>
        withPoller(stack, uuids, async (poller) => {
          const heap: number[] = [];
          const resident: number[] = [];
          let next = 0;
          await untilCount(poller, 'committed', records, async () => {
            if (performance.now() < next) return;
            next = performance.now() + sampleEveryMs;
            heap.push((await poller.heapBytes()) / mib);
            resident.push(memoryMib(poller.pid));
          });
          return summary(records, heap, resident);
        }),
      ),
    );
  });
}

function summary(records: number, heap: readonly number[], resident: readonly number[]): Measured {
  const quarter = Math.ceil(heap.length / 4);
  const of = (name: string, values: readonly number[]) => ({ name: `poller, ${name}`, unit: 'MiB', values });
  const growth = (values: readonly number[], level: (some: readonly number[]) => number) =>
    round(level(values.slice(-quarter)) / level(values.slice(0, quarter)));
  // Between two collections the heap goes up and down; what one leaves is what is kept.
  const lowest = (values: readonly number[]) => Math.min(...values);
  const span = `last / first quarter of ${records.toLocaleString('en')} records`;
  return {
    series: [of('heap', heap), of('memory', resident)],
    figures: { [`lowest heap, ${span}`]: growth(heap, lowest), [`memory, ${span}`]: growth(resident, median) },
  };
}
