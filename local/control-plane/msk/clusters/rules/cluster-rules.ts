import type { BrokerNodeGroupInfo, Provisioned, ProvisionedRequest } from '@aws-sdk/client-kafka';
import type { Caller } from '../../../operation.ts';
import type { Configurations } from '../../configurations/configurations.ts';
import { requireKafkaVersion } from '../../configurations/kafka-versions.ts';
import { badRequest } from '../../errors.ts';
import { requireDistinct, required } from '../../rules.ts';
import { isExpress, requireBrokerType } from '../broker-types.ts';
import type { Network } from '../network.ts';
import { requireMonitoring } from './monitoring-rules.ts';
import { securityOf } from './security-rules.ts';
import { requireStorageMode, requireVolume } from './storage-rules.ts';

const mostBrokers = 90;

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
  const group = required('brokerNodeGroupInfo', request.BrokerNodeGroupInfo);
  const brokers = required('numberOfBrokerNodes', request.NumberOfBrokerNodes);
  const version = required('kafkaVersion', request.KafkaVersion);
  const subnets = requireGroup(group, required('instanceType', group.InstanceType));
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

/** @returns its subnets */
function requireGroup(group: BrokerNodeGroupInfo, instanceType: string): string[] {
  const subnets = required('clientSubnets', group.ClientSubnets);
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
