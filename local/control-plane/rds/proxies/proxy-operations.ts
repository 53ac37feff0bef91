import { randomBytes } from 'node:crypto';
import type {
  CreateDBProxyRequest,
  DBProxy,
  DeleteDBProxyRequest,
  DescribeDBProxiesRequest,
  ModifyDBProxyRequest,
} from '@aws-sdk/client-rds';
import { loopback } from '../../../services/service.ts';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operations } from '../../operation.ts';
import type { BackgroundWork } from '../background-work.ts';
import type { Network } from '../network.ts';
import { matches, pageOf } from '../pages.ts';
import type { PortRegister } from '../port-register.ts';
import { checkIdentifier, given, invalid, required } from '../rules.ts';
import type { Proxies } from './proxies.ts';
import { type DatabaseProxy, proxyArn } from './proxy.ts';
import { checkAuth, checkIdleTimeout, checkPool, checkRole } from './proxy-rules.ts';
import type { RunningProxies } from './running-proxies.ts';

export interface ProxyOptions {
  readonly proxies: Proxies;
  readonly runningProxies: RunningProxies;
  readonly network: Network;
  readonly ports: PortRegister;
  readonly work: BackgroundWork;
  readonly log: (line: string) => void;
}

export function proxyOperations(options: ProxyOptions): Operations {
  const { proxies, runningProxies, network } = options;
  return {
    async CreateDBProxy(request: CreateDBProxyRequest, caller: Caller) {
      const proxy = await noteProxy(request, caller, options);
      startProxy(proxy, options);
      return { DBProxy: describe(proxy) };
    },

    DescribeDBProxies(request: DescribeDBProxiesRequest, caller: Caller) {
      const { DBProxyName: name } = request;
      const all = name ? [proxies.find(caller, name)] : proxies.list(caller);
      const found = all.filter(() => matches(request.Filters, {}));
      const { page, Marker } = pageOf(found, (proxy) => proxy.name, request);
      return { DBProxies: page.map(describe), ...(Marker && { Marker }) };
    },

    async ModifyDBProxy(request: ModifyDBProxyRequest, caller: Caller) {
      const old = proxies.find(caller, request.DBProxyName);
      const { NewDBProxyName: newName, SecurityGroups: groups } = request;
      const name = newName === undefined ? old.name : checkIdentifier('NewDBProxyName', newName);
      if (name !== old.name) requireNew(name, caller, proxies);
      const securityGroups = groups && (await network.securityGroups(groups, old.vpcId, caller));
      const changed = proxies.change(old, {
        name,
        idleClientTimeout: checkIdleTimeout(request.IdleClientTimeout ?? old.idleClientTimeout),
        roleArn: checkRole(request.RoleArn ?? old.roleArn),
        ...(request.Auth && { auth: checkAuth(request.Auth) }),
        ...given({ requireTls: request.RequireTLS, debugLogging: request.DebugLogging, securityGroups }),
      });
      return { DBProxy: describe(changed) };
    },

    async DeleteDBProxy(request: DeleteDBProxyRequest, caller: Caller) {
      const proxy = proxies.find(caller, request.DBProxyName);
      proxies.delete(proxy);
      await options.work.settled(proxy.id);
      await runningProxies.stop(proxy.id);
      return { DBProxy: { ...describe(proxy), Status: 'deleting' } };
    },
  };
}

/** Lets a proxy listen, and notes how that went. */
export function startProxy(proxy: DatabaseProxy, { proxies, runningProxies, work, log }: ProxyOptions): void {
  work.add(proxy.id, async () => {
    try {
      await runningProxies.start(proxy);
      if (proxies.byId(proxy.id)) proxies.change(proxy, { status: 'available' });
    } catch (error) {
      log(`Proxy ${proxy.name} does not listen: ${(error as Error).stack}`);
      proxies.change(proxy, { status: 'incompatible-network' });
    }
  });
}

async function noteProxy(request: CreateDBProxyRequest, caller: Caller, options: ProxyOptions): Promise<DatabaseProxy> {
  const { proxies, network, ports } = options;
  const name = checkIdentifier('DBProxyName', request.DBProxyName);
  const family = required('EngineFamily', request.EngineFamily);
  if (family !== 'POSTGRESQL') {
    throw invalid(`Invalid EngineFamily: ${family}. This local control plane has proxies for POSTGRESQL only.`);
  }
  const auth = checkAuth(request.Auth);
  const roleArn = checkRole(required('RoleArn', request.RoleArn));
  const idleClientTimeout = checkIdleTimeout(request.IdleClientTimeout);
  requireNew(name, caller, proxies);
  const { vpcId, subnets } = await network.subnets(required('VpcSubnetIds', request.VpcSubnetIds), caller);
  if (new Set(subnets.map(({ zone }) => zone)).size < 2) {
    throw new AwsError('InvalidSubnet', 'The subnets of a proxy must be in at least two Availability Zones.');
  }
  const securityGroups = await network.securityGroups(request.VpcSecurityGroupIds ?? [], vpcId, caller);
  return ports.withPort(undefined, async (port) => {
    requireNew(name, caller, proxies);
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
      targetGroup: { id: `prx-tg-${hexId()}`, pool: checkPool(), targets: [], updatedAt: now },
      tags: request.Tags ?? [],
      createdAt: now,
      updatedAt: now,
    };
    proxies.set(proxy);
    return proxy;
  });
}

function describe(proxy: DatabaseProxy): DBProxy {
  return {
    DBProxyName: proxy.name,
    DBProxyArn: proxyArn(proxy),
    Status: proxy.status,
    EngineFamily: 'POSTGRESQL',
    VpcId: proxy.vpcId,
    VpcSecurityGroupIds: [...proxy.securityGroups],
    VpcSubnetIds: [...proxy.subnetIds],
    Auth: [...proxy.auth],
    RoleArn: proxy.roleArn,
    // With its port: there may be several on one host here.
    Endpoint: `${loopback}:${proxy.port}`,
    RequireTLS: proxy.requireTls,
    IdleClientTimeout: proxy.idleClientTimeout,
    DebugLogging: proxy.debugLogging,
    CreatedDate: proxy.createdAt as never,
    UpdatedDate: proxy.updatedAt as never,
  };
}

function requireNew(name: string, caller: Caller, proxies: Proxies): void {
  if (proxies.get(caller, name)) throw new AwsError('DBProxyAlreadyExistsFault', `DB proxy ${name} already exists.`);
}

function hexId(): string {
  return randomBytes(9).toString('hex').slice(1);
}
