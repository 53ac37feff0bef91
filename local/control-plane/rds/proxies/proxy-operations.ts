import type {
  CreateDBProxyRequest,
  DBProxy,
  DeleteDBProxyRequest,
  DescribeDBProxiesRequest,
  ModifyDBProxyRequest,
} from '@aws-sdk/client-rds';
import type { BackgroundWork } from '../../background-work.ts';
import type { Caller, Operations } from '../../operation.ts';
import { matches } from '../filters.ts';
import { pageOf } from '../paging.ts';
import { given, requireIdentifier } from '../rules.ts';
import { type NewProxyOptions, noteProxy } from './note-proxy.ts';
import { type DatabaseProxy, proxyArn } from './proxy.ts';
import { requireAuth, requireIdleTimeout, requireRole } from './proxy-rules.ts';
import type { RunningProxies } from './running-proxies.ts';

export interface ProxyOptions extends NewProxyOptions {
  readonly runningProxies: RunningProxies;
  /** Where clients reach the proxies. */
  readonly host: string;
  readonly work: BackgroundWork;
  readonly log: (line: string) => void;
}

export function proxyOperations(options: ProxyOptions): Operations {
  const { proxies, runningProxies, network, host } = options;
  const describe = (proxy: DatabaseProxy) => describeProxy(proxy, host);
  return {
    async CreateDBProxy(request: CreateDBProxyRequest, caller: Caller) {
      const proxy = await noteProxy(request, caller, options);
      startProxy(proxy, options);
      return { DBProxy: describe(proxy) };
    },

    DescribeDBProxies(request: DescribeDBProxiesRequest, caller: Caller) {
      const asked = proxies.asked(caller, request.DBProxyName);
      const found = asked.filter(() => matches(request.Filters, {}));
      const { items, ...next } = pageOf(found, (proxy) => proxy.name, request);
      return { DBProxies: items.map(describe), ...next };
    },

    async ModifyDBProxy(request: ModifyDBProxyRequest, caller: Caller) {
      const old = proxies.find(caller, request.DBProxyName);
      const { NewDBProxyName: newName, SecurityGroups: groups } = request;
      const name = newName === undefined ? old.name : requireIdentifier('NewDBProxyName', newName);
      if (name !== old.name) proxies.requireNew(caller, name);
      const securityGroups = groups && (await network.securityGroups(groups, old.vpcId, caller));
      const changed = proxies.change(old, {
        name,
        idleClientTimeout: requireIdleTimeout(request.IdleClientTimeout ?? old.idleClientTimeout),
        roleArn: requireRole(request.RoleArn ?? old.roleArn),
        ...(request.Auth && { auth: requireAuth(request.Auth) }),
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

function describeProxy(proxy: DatabaseProxy, host: string): DBProxy {
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
    Endpoint: `${host}:${proxy.port}`,
    RequireTLS: proxy.requireTls,
    IdleClientTimeout: proxy.idleClientTimeout,
    DebugLogging: proxy.debugLogging,
    CreatedDate: proxy.createdAt as never,
    UpdatedDate: proxy.updatedAt as never,
  };
}
