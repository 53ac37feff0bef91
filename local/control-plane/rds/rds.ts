import { type Call, callsOf } from '../calls.ts';
import type { Operations } from '../operation.ts';
import type { AwsService, AwsServiceOptions } from '../service.ts';
import { engineOperations } from './engine-operations.ts';
import type { Instance } from './instances/instance.ts';
import { instanceOperations } from './instances/instance-operations.ts';
import { parameterGroupOperations } from './parameter-groups/parameter-group-operations.ts';
import { openParts, type Parts } from './parts.ts';
import { proxyOperations, startProxy } from './proxies/proxy-operations.ts';
import { targetOperations } from './proxies/target-operations.ts';
import { rdsResourceTypes } from './resources/resource-types.ts';
import { snapshotOperations } from './snapshots/snapshot-operations.ts';
import { subnetGroupOperations } from './subnet-groups/subnet-group-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { taggedKinds } from './tagged-kinds.ts';

// How soon a server that has ended by itself is missed.
const watchMs = 2000;

/** The API of RDS for PostgreSQL: every instance is a server of its own. */
export function openRds(options: AwsServiceOptions): AwsService {
  const parts = openParts(options);
  const { instances, lifeCycle, proxies, runningInstances, runningProxies, work } = parts;
  const operations = operationsOn(parts);
  let watch: NodeJS.Timeout | undefined;
  return {
    operations,
    resourceTypes: rdsResourceTypes(operations, parts),

    async start() {
      lifeCycle.resume();
      for (const proxy of proxies.all()) startProxy(proxy, parts);
      await work.allSettled();
      watch = setInterval(() => lifeCycle.restartEnded(), watchMs).unref();
    },

    async renew() {
      await Promise.all(instances.all().map((instance) => renewSecret(instance, callsOf(operations), parts)));
    },

    async stop() {
      clearInterval(watch);
      await work.allSettled();
      await runningProxies.stopAll();
      await runningInstances.stopAll();
    },
  };
}

/** With a new password, because nobody has kept the one before. One that does not run has to wait for its stack. */
async function renewSecret(instance: Instance, call: Call, { secrets, work, log }: Parts): Promise<void> {
  const { identifier, resourceId, secret, status } = instance;
  if (!secret || status !== 'available' || (await secrets.isThere(secret, instance))) return;
  log(`The secret of ${identifier} is gone: it is made again.`);
  const request = { DBInstanceIdentifier: identifier, ManageMasterUserPassword: true, ApplyImmediately: true };
  await call('ModifyDBInstance', request, instance);
  await work.settled(resourceId);
}

function operationsOn(parts: Parts): Operations {
  return {
    ...instanceOperations(parts),
    ...subnetGroupOperations(parts),
    ...snapshotOperations(parts),
    ...parameterGroupOperations(parts),
    ...proxyOperations(parts),
    ...targetOperations(parts),
    ...tagOperations(taggedKinds(parts)),
    ...engineOperations(),
  };
}
