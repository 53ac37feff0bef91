import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cassandra } from '../../local/services/cassandra/cassandra.ts';
import { Stack } from '../../local/stack.ts';
import { ownStores } from '../integration/lambdas/own-stores.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import { differencesOf, ownPipeline } from '../integration/local/reconcile/own-pipeline.ts';
import { settings } from '../support/deployed-pipeline.ts';
import { cleanUp } from '../support/event-source-mapping/clean-up.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { kill } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { minutes } from './support.ts';

const stores = ownStores('power_loss');
const directory = temporaryDirectory();
const stack = new Stack(settings);

afterAll(cleanUp);

/** A stop in peace writes all that there is to the tables' own files, so that nobody else's rows are at stake. */
async function restartCassandra(): Promise<void> {
  await stack.stop(cassandra);
  await stack.start(cassandra);
}

/** Cassandra's log is forced to the disk every ten seconds: the power takes what is only there, and not even that. */
async function losePower(): Promise<void> {
  const fault = kill(victims(settings).cassandra);
  await fault.inject();
  rmSync(join(settings.stateDir, 'data', 'cassandra', 'commitlog'), { recursive: true });
  await fault.heal();
}

test(
  'what Cassandra loses with the power is named by reconcile, and comes back from the topic',
  async () => {
    await restartCassandra();
    const pipeline = await ownPipeline(stores, directory);
    const ids = Array.from({ length: 20 }, () => randomUUID()).sort();
    await pipeline.produce(ids.map((id) => ({ key: id, value: JSON.stringify(aUser(id)) })));
    await pipeline.deliver();
    await expect(differencesOf(await pipeline.compare())).resolves.toEqual([]);

    await losePower();

    const found = await pipeline.compare();
    await expect(differencesOf(found)).resolves.toEqual(ids.map((id) => `missing Cassandra ${id}`));
    if ('underWay' in found) throw new Error(`${found.underWay} records are under way`);
    const { left } = await pipeline.repair(found);
    await expect(differencesOf(left)).resolves.toEqual([]);
  },
  6 * minutes,
);
