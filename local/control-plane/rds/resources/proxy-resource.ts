import type { DBProxy } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { BackgroundWork } from '../../background-work.ts';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Caller } from '../../operation.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import type { Network } from '../network.ts';
import type { Proxies } from '../proxies/proxies.ts';
import { generatedIdentifier, TemplateValues } from './template-values.ts';

interface ProxyResourceOptions {
  readonly call: Call;
  readonly proxies: Proxies;
  readonly network: Network;
  readonly work: BackgroundWork;
}

/** AWS::RDS::DBProxy */
export function proxyResource({ call, proxies, network, work }: ProxyResourceOptions): ResourceType {
  const remove = async (name: string, caller: Caller): Promise<void> => {
    await call('DeleteDBProxy', { DBProxyName: name }, caller).catch(unlessMissing);
  };
  const settled = async (properties: Properties, name: string, caller: Caller): Promise<Model> => {
    await work.settled(proxies.find(caller, name).id);
    const request = { DBProxyName: name };
    const { DBProxies } = await call<{ DBProxies: DBProxy[] }>('DescribeDBProxies', request, caller);
    const [{ Status, Endpoint, DBProxyArn, VpcId } = {}] = DBProxies;
    if (Status !== 'available') {
      throw new AwsError('InvalidDBProxyStateFault', `Proxy ${name} is ${Status}: the control plane's log says why.`);
    }
    return { ...properties, DBProxyName: name, PhysicalResourceId: name, Endpoint, DBProxyArn, VpcId };
  };
  /** A proxy that a stack takes over is in a network of LocalStack that is there no more. */
  const move = async ({ VpcSubnetIds = [] }: Properties, name: string, { account, region }: Caller): Promise<void> => {
    const proxy = proxies.find({ account, region }, name);
    if (VpcSubnetIds.every((id: string) => proxy.subnetIds.includes(id))) return;
    const { vpcId, subnets } = await network.subnets(VpcSubnetIds, proxy);
    const securityGroups = await network.securityGroups([], vpcId, proxy);
    proxies.change(proxy, { vpcId, subnetIds: subnets.map(({ id }) => id), securityGroups });
  };
  return {
    nameOf: ({ DBProxyName }) => DBProxyName?.toLowerCase(),

    async create(properties, place) {
      const name: string = (properties.DBProxyName ?? generatedIdentifier(place)).toLowerCase();
      await call('CreateDBProxy', { ...requestOf(properties), DBProxyName: name }, place);
      try {
        return await settled(properties, name, place);
      } catch (error) {
        await remove(name, place);
        throw error;
      }
    },

    async update(properties, { PhysicalResourceId: name }, place) {
      await move(properties, name, place);
      const { VpcSecurityGroupIds: SecurityGroups, Tags, ...request } = requestOf(properties);
      await call('ModifyDBProxy', { ...request, SecurityGroups, DBProxyName: name }, place);
      proxies.change(proxies.find(place, name), { tags: properties.Tags ?? [] });
      return settled(properties, name, place);
    },

    delete: ({ PhysicalResourceId: name }, place) => remove(name, place),
  };
}

function requestOf(properties: Properties): Record<string, unknown> {
  const values = new TemplateValues(properties);
  return {
    ...values.same('Auth', 'EngineFamily', 'RoleArn', 'Tags', 'VpcSecurityGroupIds', 'VpcSubnetIds'),
    ...values.numbers('IdleClientTimeout'),
    ...values.booleans('DebugLogging', 'RequireTLS'),
  };
}
