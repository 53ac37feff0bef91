import type {
  DBProxyTarget,
  DBProxyTargetGroup,
  DeregisterDBProxyTargetsRequest,
  DescribeDBProxyTargetGroupsRequest,
  DescribeDBProxyTargetsRequest,
  ModifyDBProxyTargetGroupRequest,
  RegisterDBProxyTargetsRequest,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operations } from '../../operation.ts';
import { invalid, invalidCombination } from '../errors.ts';
import type { Instance } from '../instances/instance.ts';
import type { Instances } from '../instances/instances.ts';
import type { Proxies } from './proxies.ts';
import { type DatabaseProxy, targetGroupArn, targetGroupName } from './proxy.ts';
import { requirePool } from './proxy-rules.ts';
import { describeTarget, type TargetHealthOptions } from './target-health.ts';

export interface TargetOptions extends TargetHealthOptions {
  readonly proxies: Proxies;
  readonly instances: Instances;
}

export function targetOperations(options: TargetOptions): Operations {
  const { proxies, instances } = options;
  const find = (caller: Caller, name: string | undefined, group = targetGroupName): DatabaseProxy => {
    const proxy = proxies.find(caller, name);
    if (group === targetGroupName) return proxy;
    throw new AwsError('DBProxyTargetGroupNotFoundFault', `DB proxy target group ${group} not found.`, { status: 404 });
  };
  const setTargets = (proxy: DatabaseProxy, targets: readonly string[]) =>
    proxies.change(proxy, { targetGroup: { ...proxy.targetGroup, targets, updatedAt: new Date().toISOString() } });
  const tell = async (proxy: DatabaseProxy): Promise<DBProxyTarget[]> => {
    const targets = targetsOf(proxy, instances);
    return Promise.all(targets.map((one) => describeTarget(one, proxy, options)));
  };
  return {
    DescribeDBProxyTargetGroups(request: DescribeDBProxyTargetGroupsRequest, caller: Caller) {
      return { TargetGroups: [describeGroup(find(caller, request.DBProxyName, request.TargetGroupName))] };
    },

    ModifyDBProxyTargetGroup(request: ModifyDBProxyTargetGroupRequest, caller: Caller) {
      const proxy = find(caller, request.DBProxyName, request.TargetGroupName);
      if (request.NewName !== undefined) throw invalid('The default target group cannot be renamed.');
      const { targetGroup } = proxy;
      const pool = requirePool(request.ConnectionPoolConfig, targetGroup.pool);
      const updatedAt = new Date().toISOString();
      const changed = proxies.change(proxy, { targetGroup: { ...targetGroup, pool, updatedAt } });
      return { DBProxyTargetGroup: describeGroup(changed) };
    },

    async RegisterDBProxyTargets(request: RegisterDBProxyTargetsRequest, caller: Caller) {
      const proxy = find(caller, request.DBProxyName, request.TargetGroupName);
      const target = requireTarget(request, caller, instances);
      const registered = targetsOf(proxy, instances);
      if (registered.some(({ resourceId }) => resourceId === target.resourceId)) {
        const message = `The target ${target.identifier} is already registered with the proxy ${proxy.name}.`;
        throw new AwsError('DBProxyTargetAlreadyRegisteredFault', message);
      }
      if (registered.length > 0) {
        throw invalidCombination(`Proxy ${proxy.name} has a target already: a target group has one DB instance.`);
      }
      return { DBProxyTargets: await tell(setTargets(proxy, [target.resourceId])) };
    },

    DeregisterDBProxyTargets(request: DeregisterDBProxyTargetsRequest, caller: Caller) {
      const proxy = find(caller, request.DBProxyName, request.TargetGroupName);
      const gone = (request.DBInstanceIdentifiers ?? []).map((name) => {
        const target = targetsOf(proxy, instances).find(({ identifier }) => identifier === name.toLowerCase());
        if (target) return target.resourceId;
        throw new AwsError('DBProxyTargetNotFoundFault', `DB proxy target ${name} not found.`, { status: 404 });
      });
      setTargets(
        proxy,
        proxy.targetGroup.targets.filter((one) => !gone.includes(one)),
      );
      return {};
    },

    async DescribeDBProxyTargets(request: DescribeDBProxyTargetsRequest, caller: Caller) {
      return { Targets: await tell(find(caller, request.DBProxyName, request.TargetGroupName)) };
    },
  };
}

/** Those that have not been deleted since. */
function targetsOf({ targetGroup }: DatabaseProxy, instances: Instances): Instance[] {
  return targetGroup.targets.flatMap((resourceId) => instances.byResourceId(resourceId) ?? []);
}

function requireTarget(
  { DBInstanceIdentifiers: names = [], DBClusterIdentifiers: clusters = [] }: RegisterDBProxyTargetsRequest,
  caller: Caller,
  instances: Instances,
): Instance {
  if (clusters.length > 0) {
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${clusters[0]} not found.`, { status: 404 });
  }
  if (names.length !== 1) throw invalidCombination('Name one DB instance in DBInstanceIdentifiers.');
  const target = instances.find(caller, names[0]);
  if (['available', 'modifying', 'backing-up'].includes(target.status)) return target;
  throw new AwsError(
    'InvalidDBInstanceState',
    `DB Instance ${target.identifier} is in an unsupported state - ${target.status.toUpperCase().replace('-', '_')}, needs to be in [AVAILABLE, MODIFYING, BACKING_UP]`,
  );
}

function describeGroup(proxy: DatabaseProxy): DBProxyTargetGroup {
  return {
    DBProxyName: proxy.name,
    TargetGroupName: targetGroupName,
    TargetGroupArn: targetGroupArn(proxy),
    IsDefault: true,
    Status: proxy.status,
    ConnectionPoolConfig: proxy.targetGroup.pool,
    CreatedDate: proxy.createdAt as never,
    UpdatedDate: proxy.targetGroup.updatedAt as never,
  };
}
