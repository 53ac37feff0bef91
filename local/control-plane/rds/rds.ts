import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partDirectory } from '../../install/part.ts';
import { ensureCertificates } from '../../services/certificates/certificates.ts';
import { programDirectory, programs } from '../../services/postgres/programs.ts';
import type { Settings } from '../../settings.ts';
import type { Operations } from '../operation.ts';
import type { ResourceTypes } from '../resource.ts';
import { StateFile } from '../state-file.ts';
import { BackgroundWork } from './background-work.ts';
import { localstackClients } from './clients.ts';
import { instanceResource } from './cloudformation/instance-resource.ts';
import { parameterGroupResource } from './cloudformation/parameter-group-resource.ts';
import { proxyResource } from './cloudformation/proxy-resource.ts';
import { subnetGroupResource } from './cloudformation/subnet-group-resource.ts';
import { targetGroupResource } from './cloudformation/target-group-resource.ts';
import { engineOperations } from './engine-operations.ts';
import { openFront } from './front/front.ts';
import type { Instance } from './instances/instance.ts';
import { instanceOperations } from './instances/instance-operations.ts';
import { Instances } from './instances/instances.ts';
import { LifeCycle } from './instances/life-cycle.ts';
import { RunningInstances } from './instances/running-instances.ts';
import { ManagedSecrets } from './managed-secret.ts';
import { Network } from './network.ts';
import { readCatalog } from './parameter-groups/catalog.ts';
import type { ParameterGroup } from './parameter-groups/parameter-group.ts';
import { parameterGroupOperations } from './parameter-groups/parameter-group-operations.ts';
import { ParameterGroups } from './parameter-groups/parameter-groups.ts';
import { PortRegister } from './port-register.ts';
import { Proxies } from './proxies/proxies.ts';
import type { DatabaseProxy } from './proxies/proxy.ts';
import { proxyOperations, startProxy } from './proxies/proxy-operations.ts';
import { RunningProxies } from './proxies/running-proxies.ts';
import { targetOperations } from './proxies/target-operations.ts';
import { databasesDirectory } from './server/directories.ts';
import { emptyDataDirectory } from './server/empty-data-directory.ts';
import { noteSnapshot } from './snapshots/note-snapshot.ts';
import { snapshotOperations } from './snapshots/snapshot-operations.ts';
import { type Snapshot, Snapshots } from './snapshots/snapshots.ts';
import { subnetGroupOperations } from './subnet-groups/subnet-group-operations.ts';
import { type SubnetGroup, SubnetGroups } from './subnet-groups/subnet-groups.ts';
import { tagOperations } from './tag-operations.ts';
import { taggedKinds } from './tagged-kinds.ts';

export interface RdsOptions {
  readonly settings: Settings;
  /** The file of a kind of things. */
  readonly stateOf: (name: string) => string;
  readonly log: (line: string) => void;
}

export interface Rds {
  readonly operations: Operations;
  readonly resourceTypes: ResourceTypes;
  /** Ends when those instances run that ran when the control plane ended. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

// How soon a server that has ended by itself is missed.
const watchMs = 2000;

/** The API of RDS for PostgreSQL: every instance is a server of its own. */
export function openRds({ settings, stateOf, log }: RdsOptions): Rds {
  const kept = <Thing>(name: string) => new StateFile<Thing>(stateOf(`rds-${name}`));
  const instances = new Instances(kept<Instance>('instances'));
  const subnetGroups = new SubnetGroups(kept<SubnetGroup>('subnet-groups'));
  const parameterGroups = new ParameterGroups(kept<ParameterGroup>('parameter-groups'));
  const snapshots = new Snapshots(kept<Snapshot>('snapshots'));
  const clients = localstackClients(settings);
  const network = new Network(clients);
  const secrets = new ManagedSecrets(clients);
  const proxies = new Proxies(kept<DatabaseProxy>('proxies'));
  const ports = new PortRegister(settings.ports.databases, () =>
    [...instances.all(), ...proxies.all()].map(({ port }) => port),
  );
  const directory = databasesDirectory(settings);
  const work = new BackgroundWork();
  const bin = once(() => programDirectory(partDirectory(programs, settings.cacheDir)));
  const identity = once(() => serverIdentity(settings));
  const catalog = once(async () => readCatalog(await bin()));
  const running = new RunningInstances({
    instances,
    directory: join(directory, 'instances'),
    stateDir: settings.stateDir,
    bin,
    isReserved: ports.isOwn,
    emptyDataDirectory: once(async () => emptyDataDirectory(directory, await bin())),
    openFront,
    identity,
    groupOf: (instance) => parameterGroups.find(instance, instance.parameterGroup),
    log,
  });
  const onDeleted = async (instance: Instance) => {
    if (instance.secret) await secrets.delete(instance.secret, instance);
  };
  const lifeCycle = new LifeCycle({ instances, running, work, onDeleted, log });
  const shared = { instances, subnetGroups, parameterGroups, network, ports, secrets, running, lifeCycle, snapshots };
  const runningProxies = new RunningProxies({ proxies, instances, running, clients, openFront, identity, log });
  const proxyOptions = { proxies, runningProxies, network, ports, work, log };
  const snapshotOptions = { ...shared, directory: join(directory, 'snapshots') };
  let watch: NodeJS.Timeout | undefined;
  const operations: Operations = {
    ...instanceOperations({
      ...shared,
      isInSync: (instance) => running.isInSync(instance),
      noteSnapshot: (identifier, instance) => noteSnapshot(identifier, instance, snapshotOptions).take,
    }),
    ...subnetGroupOperations(subnetGroups, instances, network),
    ...snapshotOperations(snapshotOptions),
    ...parameterGroupOperations({ ...shared, work, catalog, log }),
    ...proxyOperations(proxyOptions),
    ...targetOperations({ ...shared, proxies, clients, log }),
    ...tagOperations(taggedKinds({ ...shared, proxies })),
    ...engineOperations(),
  };
  return {
    operations,
    resourceTypes: {
      'AWS::RDS::DBInstance': instanceResource({ operations, instances, work }),
      'AWS::RDS::DBSubnetGroup': subnetGroupResource(operations, subnetGroups),
      'AWS::RDS::DBParameterGroup': parameterGroupResource({ operations, parameterGroups, catalog, work }),
      'AWS::RDS::DBProxy': proxyResource({ operations, proxies, work }),
      'AWS::RDS::DBProxyTargetGroup': targetGroupResource({ operations, proxies, instances }),
    },

    async start() {
      for (const instance of instances.all()) lifeCycle.resume(instance);
      for (const proxy of proxies.all()) startProxy(proxy, proxyOptions);
      await work.allSettled();
      watch = setInterval(() => lifeCycle.restartEnded(), watchMs).unref();
    },

    async stop() {
      clearInterval(watch);
      await work.allSettled();
      await runningProxies.stopAll();
      await running.stopAll();
    },
  };
}

/** Of the certificate that all servers of the stack have. */
async function serverIdentity({ stateDir }: Settings) {
  const { server } = await ensureCertificates(stateDir);
  const pem = await readFile(server, 'utf8');
  return { key: pem, certificate: pem };
}

/** Does it at the first call, for all; after a failure again. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
