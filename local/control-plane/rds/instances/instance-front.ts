import type { Backend } from '../front/backend.ts';
import type { Front, FrontOptions } from '../front/front.ts';
import { instanceRefusals } from '../front/refusals.ts';
import type { Parameters } from '../parameter-groups/parameters.ts';
import type { DatabaseServer } from '../server/database-server.ts';
import type { Instance } from './instance.ts';
import { instanceSignIn } from './instance-sign-in.ts';
import type { Instances } from './instances.ts';

export interface InstanceFrontOptions {
  readonly instances: Instances;
  readonly openFront: (options: FrontOptions) => Promise<Front>;
  readonly identity: () => Promise<FrontOptions['identity']>;
  readonly log: (line: string) => void;
  readonly server: DatabaseServer;
  readonly backend: Backend;
  /** What the server works with at the moment. */
  readonly parameters: () => Parameters;
}

/** Lets clients in to the server of an instance, by what is kept of the instance at the moment. */
export async function openInstanceFront(instance: Instance, options: InstanceFrontOptions): Promise<Front> {
  const { instances, openFront, identity, log, server, backend, parameters } = options;
  const { resourceId, region, port } = instance;
  const current = () => instances.byResourceId(resourceId) ?? instance;
  return openFront({
    port,
    backend,
    region,
    identity: await identity(),
    refusals: instanceRefusals,
    maximumConnections: Number(parameters().max_connections ?? 100),
    requireTls: () => isOn(parameters()['rds.force_ssl']),
    signInOf: (user) => instanceSignIn(user, current(), server),
    log: (line) => log(`${current().identifier}: ${line}`),
  });
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'on' || value === 'true';
}
