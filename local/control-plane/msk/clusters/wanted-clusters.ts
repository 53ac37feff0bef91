import type {
  BrokerNodeGroupInfo,
  ConfigurationInfo,
  ConnectivityInfo,
  Provisioned,
  UpdateBrokerCountRequest,
  UpdateBrokerTypeRequest,
  UpdateClusterKafkaVersionRequest,
  UpdateConnectivityRequest,
  UpdateMonitoringRequest,
  UpdateRebalancingRequest,
  UpdateSecurityRequest,
} from '@aws-sdk/client-kafka';
import { requireKafkaVersion, versionsAfter } from '../configurations/kafka-versions.ts';
import { badRequest } from '../errors.ts';
import { required, requireOneOf } from '../rules.ts';
import { isExpress, requireBrokerType } from './broker-types.ts';
import { requireBrokerCount } from './rules/cluster-rules.ts';
import { requireMonitoring } from './rules/monitoring-rules.ts';
import { securityOf } from './rules/security-rules.ts';
import { requireStorageMode } from './rules/storage-rules.ts';

// What each update makes of a cluster. All throw AwsError BadRequestException for what MSK would not do.

export function withBrokerCount(current: Provisioned, { TargetNumberOfBrokerNodes }: UpdateBrokerCountRequest) {
  const count = required('targetNumberOfBrokerNodes', TargetNumberOfBrokerNodes);
  requireBrokerCount(count, current.BrokerNodeGroupInfo?.ClientSubnets?.length ?? 0);
  return { ...current, NumberOfBrokerNodes: count };
}

export function withBrokerType(current: Provisioned, { TargetInstanceType }: UpdateBrokerTypeRequest): Provisioned {
  const type = required('targetInstanceType', TargetInstanceType);
  requireBrokerType(type);
  if (isExpress(type) !== isExpress(current.BrokerNodeGroupInfo?.InstanceType)) {
    throw badRequest('A cluster cannot be changed between Standard and Express brokers.');
  }
  requireStorageMode(current.StorageMode, type);
  return withGroup(current, { InstanceType: type });
}

export function withMonitoring(current: Provisioned, request: UpdateMonitoringRequest): Provisioned {
  const { EnhancedMonitoring, OpenMonitoring, LoggingInfo } = request;
  requireMonitoring({ EnhancedMonitoring, LoggingInfo });
  return {
    ...current,
    ...(EnhancedMonitoring && { EnhancedMonitoring }),
    ...(OpenMonitoring && { OpenMonitoring }),
    ...(LoggingInfo && { LoggingInfo }),
  };
}

export function withSecurity(current: Provisioned, { ClientAuthentication, EncryptionInfo }: UpdateSecurityRequest) {
  const before = current.EncryptionInfo;
  const { EncryptionAtRest = before?.EncryptionAtRest, EncryptionInTransit } = EncryptionInfo ?? {};
  if (EncryptionAtRest?.DataVolumeKMSKeyId !== before?.EncryptionAtRest?.DataVolumeKMSKeyId) {
    throw badRequest('Updating encryption-at-rest settings on your cluster is not currently supported.');
  }
  const inCluster = before?.EncryptionInTransit?.InCluster ?? true;
  if ((EncryptionInTransit?.InCluster ?? inCluster) !== inCluster) {
    throw badRequest('Updating the inter-broker encryption setting on your cluster is not currently supported.');
  }
  const security = securityOf({
    ClientAuthentication: ClientAuthentication ?? current.ClientAuthentication,
    EncryptionInfo: {
      EncryptionAtRest,
      EncryptionInTransit: { ...before?.EncryptionInTransit, ...EncryptionInTransit },
    },
  });
  return { ...current, ...security };
}

export function withConnectivity(current: Provisioned, { ConnectivityInfo }: UpdateConnectivityRequest): Provisioned {
  const wanted = required('connectivityInfo', ConnectivityInfo);
  const type = wanted.PublicAccess?.Type;
  requireOneOf('publicAccess.type', type, ['DISABLED', 'SERVICE_PROVIDED_EIPS']);
  requireOneOf('networkType', wanted.NetworkType, ['IPV4']);
  if (type === 'SERVICE_PROVIDED_EIPS' && current.ClientAuthentication?.Unauthenticated?.Enabled) {
    throw badRequest('To turn on public access, unauthenticated access must be turned off.');
  }
  const before: ConnectivityInfo = current.BrokerNodeGroupInfo?.ConnectivityInfo ?? {};
  return withGroup(current, { ConnectivityInfo: { ...before, ...wanted } });
}

export function withRebalancing(current: Provisioned, { Rebalancing }: UpdateRebalancingRequest): Provisioned {
  requireOneOf('rebalancing.status', required('rebalancing.status', Rebalancing?.Status), ['ACTIVE', 'PAUSED']);
  return { ...current, Rebalancing };
}

export function withConfiguration(current: Provisioned, info: ConfigurationInfo | undefined): Provisioned {
  const { Arn, Revision } = required('configurationInfo', info);
  return {
    ...current,
    CurrentBrokerSoftwareInfo: {
      ...current.CurrentBrokerSoftwareInfo,
      ConfigurationArn: Arn,
      ConfigurationRevision: Number(Revision),
    },
  };
}

export function withKafkaVersion(current: Provisioned, request: UpdateClusterKafkaVersionRequest): Provisioned {
  const target = required('targetKafkaVersion', request.TargetKafkaVersion);
  requireKafkaVersion(target);
  const version = current.CurrentBrokerSoftwareInfo?.KafkaVersion ?? '';
  if (target !== version && !versionsAfter(version).includes(target)) {
    throw badRequest(`The cluster cannot be updated from Kafka version ${version} to ${target}.`);
  }
  const configured = request.ConfigurationInfo ? withConfiguration(current, request.ConfigurationInfo) : current;
  return {
    ...configured,
    CurrentBrokerSoftwareInfo: { ...configured.CurrentBrokerSoftwareInfo, KafkaVersion: target },
  };
}

/** With changes of the group of its brokers. */
export function withGroup(current: Provisioned, changes: Partial<BrokerNodeGroupInfo>): Provisioned {
  const group = current.BrokerNodeGroupInfo as BrokerNodeGroupInfo;
  return { ...current, BrokerNodeGroupInfo: { ...group, ...changes } };
}
