import { randomBytes } from 'node:crypto';
import type { CreateDBProxyRequest } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import { invalid } from '../errors.ts';
import type { Network } from '../network.ts';
import type { PortRegister } from '../port-register.ts';
import { required, requireIdentifier } from '../rules.ts';
import type { Proxies } from './proxies.ts';
import type { DatabaseProxy } from './proxy.ts';
import { requireAuth, requireIdleTimeout, requirePool, requireRole } from './proxy-rules.ts';

export interface NewProxyOptions {
  readonly proxies: Proxies;
  readonly network: Network;
  readonly ports: PortRegister;
}

/** Notes a new proxy, which is still to listen. @throws AwsError as RDS refuses it */
export async function noteProxy(
  request: CreateDBProxyRequest,
  caller: Caller,
  options: NewProxyOptions,
): Promise<DatabaseProxy> {
  const { proxies, network, ports } = options;
  const name = requireIdentifier('DBProxyName', request.DBProxyName);
  const family = required('EngineFamily', request.EngineFamily);
  if (family !== 'POSTGRESQL') {
    throw invalid(`Invalid EngineFamily: ${family}. This local control plane has proxies for POSTGRESQL only.`);
  }
  const auth = requireAuth(request.Auth);
  const roleArn = requireRole(required('RoleArn', request.RoleArn));
  const idleClientTimeout = requireIdleTimeout(request.IdleClientTimeout);
  proxies.requireNew(caller, name);
  const { vpcId, subnets } = await network.subnets(required('VpcSubnetIds', request.VpcSubnetIds), caller);
  if (new Set(subnets.map(({ zone }) => zone)).size < 2) {
    throw new AwsError('InvalidSubnet', 'The subnets of a proxy must be in at least two Availability Zones.');
  }
  const securityGroups = await network.securityGroups(request.VpcSecurityGroupIds ?? [], vpcId, caller);
  return ports.withPort(undefined, async (port) => {
    proxies.requireNew(caller, name);
    const now = new Date().toISOString();
    const proxy: DatabaseProxy = {
      ...caller,
      name,
      id: `prx-${hexId()}`,
      status: 'creating',
      port,
      auth,
      requireTls: request.RequireTLS ?? false,
      idleClientTimeout,
      debugLogging: request.DebugLogging ?? false,
      roleArn,
      vpcId,
      subnetIds: subnets.map(({ id }) => id),
      securityGroups,
      targetGroup: { id: `prx-tg-${hexId()}`, pool: requirePool(), targets: [], updatedAt: now },
      tags: request.Tags ?? [],
      createdAt: now,
      updatedAt: now,
    };
    proxies.set(proxy);
    return proxy;
  });
}

function hexId(): string {
  return randomBytes(9).toString('hex').slice(1);
}
