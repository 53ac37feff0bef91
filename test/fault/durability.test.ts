import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cassandraUsers } from '../../lambdas/sink-users/cassandra-users.ts';
import type { UserChange } from '../../lambdas/sink-users/read-records.ts';
import { cassandra } from '../../local/services/cassandra/cassandra.ts';
import { Stack } from '../../local/stack.ts';
import { ownStores } from '../integration/lambdas/own-stores.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import { differencesOf, ownPipeline } from '../integration/local/reconcile/own-pipeline.ts';
import { cleanUp } from '../support/event-source-mapping/clean-up.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/pipeline/deployed-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { kill } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { minutes } from './support.ts';

const stores = ownStores('durability');
const reconciled = ownStores('durability_reconciled');
const directory = temporaryDirectory();
const stack = new Stack(settings);

afterAll(cleanUp);

/** A stop in peace writes all that there is to the tables' own files, so that nobody else's rows are at stake. */
async function restartCassandra(): Promise<void> {
  await stack.stop(cassandra);
  await stack.start(cassandra);
}

/** Takes the log of what is in no table's file yet. */
async function loseCommitLog(): Promise<void> {
  const fault = kill(victims(settings).cassandra);
  await fault.inject();
  rmSync(join(settings.stateDir, 'data', 'cassandra', 'commitlog'), { recursive: true });
  await fault.heal();
}

test(
  'what Cassandra has taken is there after kill -9, up to the last row',
  async () => {
    const fault = kill(victims(settings).cassandra);
    const rows = Array.from({ length: 500 }, (_, offset): UserChange => {
      const id = randomUUID();
      const place = { partition: 'users_created-0', offset };
      return { place, id, offset, version: offset + 1, user: aUser(id) };
    });
    const store = cassandraUsers(stores.cassandra, stores.keyspace);

    for (const row of rows) await store.write([row], AbortSignal.timeout(minutes / 2));
    await fault.inject();
    await fault.heal();

    const { cassandra: found } = await eventually(() => stores.read(), minutes / 2);
    expect(rows.filter(({ id }) => !found.has(id))).toEqual([]);
  },
  6 * minutes,
);

test(
  'rows that Cassandra has lost with its disk are named by reconcile, and come back from the topic',
  async () => {
    await restartCassandra();
    const pipeline = await ownPipeline(reconciled, directory);
    const ids = Array.from({ length: 20 }, () => randomUUID()).sort();
    await pipeline.produce(ids.map((id) => ({ key: id, value: JSON.stringify(aUser(id)) })));
    await pipeline.deliver();
    await expect(differencesOf(await pipeline.compare())).resolves.toEqual([]);

    await loseCommitLog();
    // The clients' connections were the dead one's.
    await eventually(() => reconciled.read(), minutes / 2);

    const found = await pipeline.compare();
    await expect(differencesOf(found)).resolves.toEqual(ids.map((id) => `missing Cassandra ${id}`));
    if ('underWay' in found) throw new Error(`${found.underWay} records are under way`);
    const { left } = await pipeline.repair(found);
    await expect(differencesOf(left)).resolves.toEqual([]);
  },
  6 * minutes,
);
