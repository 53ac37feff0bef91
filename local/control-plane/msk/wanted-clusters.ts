import type {
  BrokerNodeGroupInfo,
  ConfigurationInfo,
  ConnectivityInfo,
  EBSStorageInfo,
  Provisioned,
  UpdateBrokerCountRequest,
  UpdateBrokerStorageRequest,
  UpdateBrokerTypeRequest,
  UpdateClusterKafkaVersionRequest,
  UpdateConnectivityRequest,
  UpdateMonitoringRequest,
  UpdateRebalancingRequest,
  UpdateSecurityRequest,
  UpdateStorageRequest,
} from '@aws-sdk/client-kafka';
import { isExpress, requireBrokerType } from './broker-types.ts';
import { requireBrokerCount } from './cluster-rules.ts';
import { badRequest } from './errors.ts';
import { requireKafkaVersion, versionsAfter } from './kafka-versions.ts';
import { requireMonitoring } from './monitoring-rules.ts';
import { oneOf, required } from './rules.ts';
import { securityOf } from './security-rules.ts';
import { requireStorageMode, requireVolume } from './storage-rules.ts';

// What each update makes of a cluster. All throw AwsError BadRequestException for what MSK would not do.

export function withBrokerCount(current: Provisioned, { TargetNumberOfBrokerNodes }: UpdateBrokerCountRequest) {
  const count = required(TargetNumberOfBrokerNodes, 'targetNumberOfBrokerNodes');
  requireBrokerCount(count, current.BrokerNodeGroupInfo?.ClientSubnets?.length ?? 0);
  return { ...current, NumberOfBrokerNodes: count };
}

export function withBrokerType(current: Provisioned, { TargetInstanceType }: UpdateBrokerTypeRequest): Provisioned {
  const type = required(TargetInstanceType, 'targetInstanceType');
  requireBrokerType(type);
  if (isExpress(type) !== isExpress(current.BrokerNodeGroupInfo?.InstanceType)) {
    throw badRequest('A cluster cannot be changed between Standard and Express brokers.');
  }
  requireStorageMode(current.StorageMode, type);
  return withGroup(current, { InstanceType: type });
}

export function withBrokerStorage(
  current: Provisioned,
  { TargetBrokerEBSVolumeInfo }: UpdateBrokerStorageRequest,
): Provisioned {
  const [first, ...others] = required(TargetBrokerEBSVolumeInfo, 'targetBrokerEBSVolumeInfo');
  if (!first || others.some(({ VolumeSizeGB }) => VolumeSizeGB !== first.VolumeSizeGB)) {
    throw badRequest('The storage of all brokers must be updated to the same size.');
  }
  const every = first.KafkaBrokerNodeId?.toLowerCase() === 'all' || others.length + 1 === current.NumberOfBrokerNodes;
  if (!every) throw badRequest('The storage of all brokers must be updated at the same time.');
  return withVolume(current, first.VolumeSizeGB, first.ProvisionedThroughput);
}

export function withStorage(current: Provisioned, request: UpdateStorageRequest): Provisioned {
  requireStorageMode(request.StorageMode, current.BrokerNodeGroupInfo?.InstanceType);
  if (current.StorageMode === 'TIERED' && request.StorageMode === 'LOCAL') {
    throw badRequest('Tiered storage cannot be turned off.');
  }
  const changed = withVolume(current, request.VolumeSizeGB, request.ProvisionedThroughput);
  return request.StorageMode ? { ...changed, StorageMode: request.StorageMode } : changed;
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
  const wanted = required(ConnectivityInfo, 'connectivityInfo');
  const type = wanted.PublicAccess?.Type;
  oneOf(['DISABLED', 'SERVICE_PROVIDED_EIPS'], type, 'publicAccess.type');
  oneOf(['IPV4'], wanted.NetworkType, 'networkType');
  if (type === 'SERVICE_PROVIDED_EIPS' && current.ClientAuthentication?.Unauthenticated?.Enabled) {
    throw badRequest('To turn on public access, unauthenticated access must be turned off.');
  }
  const before: ConnectivityInfo = current.BrokerNodeGroupInfo?.ConnectivityInfo ?? {};
  return withGroup(current, { ConnectivityInfo: { ...before, ...wanted } });
}

export function withRebalancing(current: Provisioned, { Rebalancing }: UpdateRebalancingRequest): Provisioned {
  oneOf(['ACTIVE', 'PAUSED'], required(Rebalancing?.Status, 'rebalancing.status'), 'rebalancing.status');
  return { ...current, Rebalancing };
}

export function withConfiguration(current: Provisioned, info: ConfigurationInfo | undefined): Provisioned {
  const { Arn, Revision } = required(info, 'configurationInfo');
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
  const target = required(request.TargetKafkaVersion, 'targetKafkaVersion');
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

function withVolume(
  current: Provisioned,
  VolumeSize: number | undefined,
  ProvisionedThroughput: EBSStorageInfo['ProvisionedThroughput'],
): Provisioned {
  const before = current.BrokerNodeGroupInfo?.StorageInfo?.EbsStorageInfo;
  if (isExpress(current.BrokerNodeGroupInfo?.InstanceType)) {
    throw badRequest('The storage of Express brokers cannot be updated.');
  }
  requireVolume({ VolumeSize, ProvisionedThroughput });
  if (VolumeSize !== undefined && VolumeSize < (before?.VolumeSize ?? 0)) {
    throw badRequest('The storage volume of a broker cannot be made smaller.');
  }
  const changed = {
    ...before,
    ...(VolumeSize !== undefined && { VolumeSize }),
    ...(ProvisionedThroughput && { ProvisionedThroughput }),
  };
  return withGroup(current, { StorageInfo: { EbsStorageInfo: changed } });
}

function withGroup(current: Provisioned, changes: Partial<BrokerNodeGroupInfo>): Provisioned {
  const group = current.BrokerNodeGroupInfo as BrokerNodeGroupInfo;
  return { ...current, BrokerNodeGroupInfo: { ...group, ...changes } };
}
