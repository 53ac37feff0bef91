import type { BrokerNodeGroupInfo, Provisioned, ProvisionedRequest, ServerlessRequest } from '@aws-sdk/client-kafka';
import type { Caller } from '../operation.ts';
import { isExpress, requireBrokerType } from './broker-types.ts';
import type { Configurations } from './configurations.ts';
import { badRequest, required } from './errors.ts';
import { requireKafkaVersion } from './kafka-versions.ts';
import { requireMonitoring } from './monitoring-rules.ts';
import type { Network } from './network.ts';
import { securityOf } from './security-rules.ts';
import { requireStorageMode, requireVolume } from './storage-rules.ts';

const mostBrokers = 90;

/** @throws AwsError BadRequestException */
export function requireName(name: string | undefined, member: string): string {
  if (!/^[0-9A-Za-z][0-9A-Za-z-]*$/.test(required(name, member))) {
    throw badRequest('The parameter value contains one or more characters that are not valid.');
  }
  return name as string;
}

/** @throws AwsError BadRequestException */
export function requireClusterName(name: string | undefined): string {
  if (required(name, 'clusterName').length > 64 || name === '') {
    throw badRequest('The length of the cluster name should be between 1 and 64 characters.');
  }
  return requireName(name, 'clusterName');
}

/** What clusters are checked against. */
export interface Surroundings {
  readonly network: Network;
  readonly configurations: Configurations;
}

/**
 * A cluster as it is asked for, with MSK's defaults.
 * @throws AwsError BadRequestException for what MSK would not make
 */
export async function provisionedOf(
  request: ProvisionedRequest,
  caller: Caller,
  { network, configurations }: Surroundings,
): Promise<Provisioned> {
  const group = required(request.BrokerNodeGroupInfo, 'brokerNodeGroupInfo');
  const brokers = required(request.NumberOfBrokerNodes, 'numberOfBrokerNodes');
  const version = required(request.KafkaVersion, 'kafkaVersion');
  const subnets = requireGroup(group, required(group.InstanceType, 'instanceType'));
  requireKafkaVersion(version);
  requireBrokerCount(brokers, subnets.length);
  requireMonitoring(request);
  requireStorageMode(request.StorageMode, group.InstanceType);
  const security = securityOf(request);
  if (request.ConfigurationInfo) configurations.requireRevision(request.ConfigurationInfo, caller);
  await network.requireSubnets(subnets, caller);
  await network.requireSecurityGroups(group.SecurityGroups ?? [], caller);
  const { Arn, Revision } = request.ConfigurationInfo ?? {};
  return {
    ...security,
    BrokerNodeGroupInfo: withDefaults(group),
    CurrentBrokerSoftwareInfo: {
      KafkaVersion: version,
      ...(Arn && { ConfigurationArn: Arn, ConfigurationRevision: Number(Revision) }),
    },
    EnhancedMonitoring: request.EnhancedMonitoring ?? 'DEFAULT',
    NumberOfBrokerNodes: brokers,
    ...(request.OpenMonitoring && { OpenMonitoring: request.OpenMonitoring }),
    ...(request.LoggingInfo && { LoggingInfo: request.LoggingInfo }),
    ...(request.Rebalancing && { Rebalancing: request.Rebalancing }),
    ...(!isExpress(group.InstanceType) && { StorageMode: request.StorageMode ?? 'LOCAL' }),
  };
}

/** @throws AwsError BadRequestException */
export function requireBrokerCount(brokers: number, subnets: number): void {
  if (!Number.isInteger(brokers) || brokers < 1 || brokers > mostBrokers) {
    throw badRequest(`The number of broker nodes should be between 1 and ${mostBrokers}.`);
  }
  if (subnets > 0 && brokers % subnets !== 0) {
    const message = 'The target number of broker nodes must be a multiple of the number of Availability Zones';
    throw badRequest(`${message} in the Client subnets parameter.`);
  }
}

/**
 * A serverless cluster as it is asked for.
 * @throws AwsError BadRequestException
 */
export async function serverlessOf(
  request: ServerlessRequest,
  caller: Caller,
  network: Network,
): Promise<ServerlessRequest> {
  const vpcs = required(request.VpcConfigs, 'vpcConfigs');
  requireSize(vpcs, 1, 5);
  if (request.ClientAuthentication?.Sasl?.Iam?.Enabled !== true) {
    throw badRequest('A serverless cluster must use SASL/IAM authentication.');
  }
  for (const { SubnetIds, SecurityGroupIds = [] } of vpcs) {
    const subnets = required(SubnetIds, 'subnetIds');
    requireSize(subnets, 2, 6);
    requireDistinct(subnets);
    await network.requireSubnets(subnets, caller);
    await network.requireSecurityGroups(SecurityGroupIds, caller);
  }
  return request;
}

/** @returns its subnets */
function requireGroup(group: BrokerNodeGroupInfo, instanceType: string): string[] {
  const subnets = required(group.ClientSubnets, 'clientSubnets');
  requireBrokerType(instanceType);
  if (isExpress(instanceType) && subnets.length !== 3) {
    throw badRequest('Clusters with Express instance types require 3 subnets.');
  }
  if (subnets.length < 2 || subnets.length > 3) throw badRequest('Specify either two or three client subnets.');
  requireDistinct(subnets);
  requireVolume(group.StorageInfo?.EbsStorageInfo ?? {});
  const { Sasl, Tls } = group.ConnectivityInfo?.VpcConnectivity?.ClientAuthentication ?? {};
  if (Sasl?.Iam?.Enabled || Sasl?.Scram?.Enabled || Tls?.Enabled) {
    const message = "When creating a cluster, all vpcConnectivity auth schemes must be disabled ('enabled' : false).";
    throw badRequest(`${message} You can enable auth schemes after the cluster is created.`);
  }
  return subnets;
}

function withDefaults(group: BrokerNodeGroupInfo): BrokerNodeGroupInfo {
  const storage = group.StorageInfo ?? { EbsStorageInfo: { VolumeSize: 1000 } };
  return {
    BrokerAZDistribution: 'DEFAULT',
    ConnectivityInfo: { PublicAccess: { Type: 'DISABLED' } },
    ...group,
    ...(!isExpress(group.InstanceType) && { StorageInfo: storage }),
  };
}

function requireSize(list: readonly unknown[], least: number, most: number): void {
  if (list.length >= least && list.length <= most) return;
  throw badRequest(`The size of list should be between ${least} and ${most}.`);
}

/** @throws AwsError BadRequestException */
export function requireDistinct(list: readonly string[]): void {
  if (new Set(list).size !== list.length) throw badRequest('The list provided contains duplicate items.');
}
