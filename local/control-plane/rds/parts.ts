import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partDirectory } from '../../install/part.ts';
import { ensureCertificates } from '../../services/certificates/certificates.ts';
import { hostOf, listenHost } from '../../services/hosts.ts';
import { programDirectory, programs } from '../../services/postgres/programs.ts';
import { loopback } from '../../services/service.ts';
import type { Settings } from '../../settings.ts';
import { BackgroundWork } from '../background-work.ts';
import { localstackClients } from '../clients.ts';
import { once } from '../once.ts';
import type { AwsServiceOptions } from '../service.ts';
import { StateFile } from '../state-file.ts';
import { type FrontOptions, openFront } from './front/front.ts';
import type { Instance } from './instances/instance.ts';
import { Instances } from './instances/instances.ts';
import { LifeCycle } from './instances/life-cycle.ts';
import { RunningInstances } from './instances/running-instances.ts';
import { ManagedSecrets } from './managed-secrets.ts';
import { Network } from './network.ts';
import { readCatalog } from './parameter-groups/catalog.ts';
import type { ParameterGroup } from './parameter-groups/parameter-group.ts';
import { ParameterGroups } from './parameter-groups/parameter-groups.ts';
import { PortRegister } from './port-register.ts';
import { Proxies } from './proxies/proxies.ts';
import type { DatabaseProxy } from './proxies/proxy.ts';
import { RunningProxies } from './proxies/running-proxies.ts';
import { databasesDirectory } from './server/directories.ts';
import { emptyDataDirectory } from './server/empty-data-directory.ts';
import { type Snapshot, Snapshots } from './snapshots/snapshots.ts';
import { type SubnetGroup, SubnetGroups } from './subnet-groups/subnet-groups.ts';

// Each starts or stops a server.
const startsAtOnce = 4;

/** What is kept. */
function openStores(stateOf: AwsServiceOptions['stateOf']) {
  const kept = <Thing>(name: string) => new StateFile<Thing>(stateOf(`rds-${name}`));
  return {
    instances: new Instances(kept<Instance>('instances')),
    parameterGroups: new ParameterGroups(kept<ParameterGroup>('parameter-groups')),
    proxies: new Proxies(kept<DatabaseProxy>('proxies')),
    snapshots: new Snapshots(kept<Snapshot>('snapshots')),
    subnetGroups: new SubnetGroups(kept<SubnetGroup>('subnet-groups')),
  };
}

/** All that the operations work with. */
export function openParts({ settings, stateOf, log }: AwsServiceOptions) {
  const stores = openStores(stateOf);
  const { instances, parameterGroups, proxies } = stores;
  const clients = localstackClients(settings);
  const secrets = new ManagedSecrets(clients);
  const takenPorts = () => [...instances.all(), ...proxies.all()].map(({ port }) => port);
  const ports = new PortRegister(settings.ports.databases, takenPorts);
  const directory = databasesDirectory(settings);
  const bin = once(() => programDirectory(partDirectory(programs, settings.cacheDir)));
  const host = hostOf('control-plane', settings);
  const place = { listenHost: listenHost(settings), hosts: [...new Set([host, loopback, 'localhost'])] };
  const shared = {
    instances,
    openFront: (options: FrontOptions) => openFront({ ...options, ...place }),
    identity: once(() => serverIdentity(settings)),
    log,
  };
  const runningInstances = new RunningInstances({
    ...shared,
    directory: join(directory, 'instances'),
    stateDir: settings.stateDir,
    bin,
    isReserved: ports.isOwn,
    emptyDataDirectory: once(async () => emptyDataDirectory(directory, await bin())),
    groupOf: (instance) => parameterGroups.find(instance, instance.parameterGroup),
  });
  const runningProxies = new RunningProxies({ ...shared, proxies, runningInstances, clients });
  const work = new BackgroundWork({ atOnce: startsAtOnce });
  const onDeleted = async (instance: Instance) => {
    if (instance.secret) await secrets.delete(instance.secret, instance);
  };
  return {
    ...stores,
    ...{ clients, host, log, ports, runningInstances, runningProxies, secrets, work },
    catalog: once(async () => readCatalog(await bin())),
    lifeCycle: new LifeCycle({ instances, runningInstances, work, onDeleted, log }),
    network: new Network(clients),
    snapshotsDirectory: join(directory, 'snapshots'),
  };
}

export type Parts = ReturnType<typeof openParts>;

/** Of the certificate that all servers of the stack have. */
async function serverIdentity({ stateDir }: Settings) {
  const { server } = await ensureCertificates(stateDir);
  const pem = await readFile(server, 'utf8');
  return { key: pem, certificate: pem };
}
