import type { DBProxyTarget, TargetHealth } from '@aws-sdk/client-rds';
import type { Clients } from '../../clients.ts';
import { type Instance, instanceArn } from '../instances/instance.ts';
import type { RunningInstances } from '../instances/running-instances.ts';
import { signInProblem } from '../server/sign-in-check.ts';
import type { DatabaseProxy } from './proxy.ts';
import { proxyLogins } from './proxy-logins.ts';

export interface TargetHealthOptions {
  /** Where clients reach the instances. */
  readonly host: string;
  readonly runningInstances: RunningInstances;
  readonly clients: Clients;
  readonly log: (line: string) => void;
}

/** A target as the API tells it, tried at this moment. */
export async function describeTarget(
  target: Instance,
  proxy: DatabaseProxy,
  options: TargetHealthOptions,
): Promise<DBProxyTarget> {
  return {
    RdsResourceId: target.identifier,
    TargetArn: instanceArn(target),
    Type: 'RDS_INSTANCE',
    Role: 'READ_WRITE',
    Endpoint: options.host,
    Port: target.port,
    TargetHealth: await healthOf(target, proxy, options),
  };
}

async function healthOf(target: Instance, proxy: DatabaseProxy, options: TargetHealthOptions): Promise<TargetHealth> {
  const backend = options.runningInstances.backend(target.resourceId);
  if (!backend) {
    const Description = `DB instance ${target.identifier} is ${target.status}.`;
    return { State: 'UNAVAILABLE', Reason: 'CONNECTION_FAILED', Description };
  }
  const [login] = await proxyLogins(proxy, options.clients, options.log);
  const Description = login
    ? await signInProblem(backend.port, login.username, login.password)
    : 'Proxy does not have any registered credentials';
  return Description === undefined
    ? { State: 'AVAILABLE' }
    : { State: 'UNAVAILABLE', Reason: 'AUTH_FAILURE', Description };
}
