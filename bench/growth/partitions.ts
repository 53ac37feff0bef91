import type { BenchStack } from '../bench-stack.ts';
import { fill, withTopics } from '../esm/records.ts';
import { runPoller } from '../esm/throughput.ts';
import { type Measured, ratio, type Series } from '../report.ts';

const batchSize = 1000;

/** The same records in topics of ever more partitions, through the poller into a function that does nothing. */
export async function measurePartitions(
  stack: BenchStack,
  counts: readonly number[],
  records: number,
): Promise<Measured> {
  const rates: Series[] = [];
  for (const count of counts) {
    const { seconds } = await withTopics(
      stack,
      1,
      async ([topic = '']) => {
        await fill(stack.kafka, topic, records, { partitionCount: count });
        return runPoller(stack, topic, batchSize, records);
      },
      count,
    );
    stack.report(`${count} partitions: ${Math.round(records / seconds)} records/s`);
    rates.push({ name: partitionsOf(count), unit: 'records/s', values: [records / seconds] });
  }
  const [one, ...more] = rates;
  return { series: rates, ratios: one ? more.map((own) => ratio(own, one)) : [], figures: {} };
}

function partitionsOf(count: number): string {
  return count === 1 ? '1 partition' : `${count} partitions`;
}
