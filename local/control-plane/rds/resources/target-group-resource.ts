import { type Call, unlessMissing } from '../../calls.ts';
import type { Caller } from '../../operation.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import type { Instances } from '../instances/instances.ts';
import type { Proxies } from '../proxies/proxies.ts';
import { targetGroupArn } from '../proxies/proxy.ts';
import { TemplateValues } from './template-values.ts';

interface TargetGroupResourceOptions {
  readonly call: Call;
  readonly proxies: Proxies;
  readonly instances: Instances;
}

/** AWS::RDS::DBProxyTargetGroup: the one that a proxy has, with the targets of the template. */
export function targetGroupResource({ call, proxies, instances }: TargetGroupResourceOptions): ResourceType {
  const registered = (caller: Caller, proxyName: string): string[] =>
    proxies.find(caller, proxyName).targetGroup.targets.flatMap((one) => instances.byResourceId(one)?.identifier ?? []);
  const deregister = async (caller: Caller, DBProxyName: string, names: readonly string[]) => {
    const request = { DBProxyName, DBInstanceIdentifiers: names };
    if (names.length > 0) await call('DeregisterDBProxyTargets', request, caller);
  };
  const deregisterAll = async (caller: Caller, proxyName: string) =>
    deregister(caller, proxyName, registered(caller, proxyName));
  const apply = async (properties: Properties, place: Caller): Promise<Model> => {
    const { DBProxyName, TargetGroupName, DBClusterIdentifiers } = properties;
    const group = { DBProxyName, TargetGroupName };
    const ConnectionPoolConfig = poolOf(properties);
    await call('ModifyDBProxyTargetGroup', { ...group, ConnectionPoolConfig }, place);
    const wanted: string[] = (properties.DBInstanceIdentifiers ?? []).map((name: string) => name.toLowerCase());
    const there = registered(place, DBProxyName);
    await deregister(
      place,
      DBProxyName,
      there.filter((name) => !wanted.includes(name)),
    );
    const missing = wanted.filter((name) => !there.includes(name));
    if (missing.length > 0 || DBClusterIdentifiers?.length > 0) {
      const targets = { DBInstanceIdentifiers: missing, DBClusterIdentifiers };
      await call('RegisterDBProxyTargets', { ...group, ...targets }, place);
    }
    const TargetGroupArn = targetGroupArn(proxies.find(place, DBProxyName));
    return { ...properties, TargetGroupArn, PhysicalResourceId: TargetGroupArn };
  };
  return {
    nameOf: ({ DBProxyName }) => DBProxyName?.toLowerCase(),
    create: apply,
    update: (properties, _, place) => apply(properties, place),
    delete: ({ DBProxyName }, place) => deregisterAll(place, DBProxyName).catch(unlessMissing),
  };
}

function poolOf({ ConnectionPoolConfigurationInfo: pool = {} }: Properties): Record<string, unknown> {
  const values = new TemplateValues(pool);
  return {
    ...values.numbers('ConnectionBorrowTimeout', 'MaxConnectionsPercent', 'MaxIdleConnectionsPercent'),
    ...values.same('InitQuery', 'SessionPinningFilters'),
  };
}
