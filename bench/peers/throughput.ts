import { victims } from '../../test/fault/faults/victims.ts';
import type { BenchStack } from '../bench-stack.ts';
import { secondsOf } from '../report.ts';
import type { Contender } from './contender.ts';
import type { StoredRows } from './rows/stored-rows.ts';
import { type Usage, watchUsage } from './usage/watch-usage.ts';

/** What one turn has shown. */
export interface Turn extends Usage {
  /** Before its time began: of its programs, such as JVMs. */
  readonly startSeconds: number;
  /** From letting it read to the row of the last record. */
  readonly seconds: number;
}

/** One contender, from empty stores to all users of the topic in those that it writes to. */
export async function takeTurn(stack: BenchStack, contender: Contender, stored: StoredRows): Promise<Turn> {
  await stack.emptyStores();
  const { broker, cassandra, postgres } = victims(stack.settings);
  const processesOf = { Kafka: broker.pids, Cassandra: cassandra.pids, PostgreSQL: postgres.pids };
  try {
    const startSeconds = await secondsOf(() => contender.start('beginning'));
    const usageSince = watchUsage(
      () => contender.processes(),
      (service) => processesOf[service](),
    );
    const begun = performance.now();
    await contender.begin('beginning');
    await contender.awaitDone();
    const done = performance.now();
    const usage = usageSince();
    const late = await stored.untilComplete(contender.stores);
    if (late) stack.report(`${contender.name}: some rows came after those of the last records`);
    return { ...usage, startSeconds, seconds: ((late ?? done) - begun) / 1000 };
  } finally {
    await contender.stop();
  }
}
