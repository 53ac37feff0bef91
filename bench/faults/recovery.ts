import { randomUUID } from 'node:crypto';
import { StartError } from '../../local/start-error.ts';
import { kill } from '../../test/fault/faults/signals.ts';
import { type VictimName, victims } from '../../test/fault/faults/victims.ts';
import { harmlessUser } from '../../test/fault/workload/send.ts';
import { storedUsers, storeNames } from '../../test/fault/workload/stored-users.ts';
import { TopicWriter } from '../../test/fault/workload/topic-writer.ts';
import type { BenchStack } from '../bench-stack.ts';
import { type Measured, type Series, secondsOf } from '../report.ts';

const killed = ['broker', 'cassandra', 'postgres', 'poller', 'localstack', 'sink'] as const satisfies VictimName[];
const records = 500;

/**
 * How long somebody waits after a part of the pipeline has died: from its kill until users that were written from that
 * moment on are all in both stores. What a person would do by `npm start` is in it, such as starting it again.
 */
export async function benchRecovery(stack: BenchStack, rounds: number): Promise<Measured> {
  await stack.startAnew(1000);
  const writer = await TopicWriter.open(stack.settings);
  const series: (Series & { values: number[] })[] = killed.map((name) => ({
    ...{ name: `kill -9 of ${name}`, unit: 's', values: [] },
  }));
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const [index, name] of killed.entries()) {
        const seconds = await secondsOf(() => killAndRecover(stack, writer, name));
        series[index]?.values.push(seconds);
        stack.report(`round ${round}, kill -9 of ${name}: ${seconds} s`);
      }
    }
  } finally {
    await writer.close();
  }
  return { series, ratios: [], figures: {} };
}

async function killAndRecover(stack: BenchStack, writer: TopicWriter, name: VictimName): Promise<void> {
  const fault = kill(victims(stack.settings)[name]);
  const users = Array.from({ length: records }, () => ({ ...harmlessUser, id: randomUUID() }));
  await fault.inject();
  await Promise.all([writer.write(users.map((user) => writer.userRecord(user))), fault.heal()]);
  await stack.awaitStored();
  const ids = users.map(({ id }) => id);
  for (const store of storeNames) {
    const { size } = await storedUsers(stack.settings).read(store, ids);
    if (size !== records) throw new StartError(`${store} has ${size} of ${records} users after the ${fault.name}.`);
  }
}
