import { isDeepStrictEqual } from 'node:util';
import type { MutableClusterInfo, Provisioned } from '@aws-sdk/client-kafka';

/** A change of a cluster, as it is kept. */
export interface ClusterOperation {
  readonly arn: string;
  readonly clusterArn: string;
  /** Such as UPDATE_SECURITY. */
  readonly type: string;
  readonly state: 'UPDATE_IN_PROGRESS' | 'UPDATE_COMPLETE' | 'UPDATE_FAILED';
  /** ISO. */
  readonly created: string;
  readonly ended?: string;
  readonly error?: string;
  readonly source: MutableClusterInfo;
  readonly target: MutableClusterInfo;
  /** What the cluster is to be. */
  readonly wanted: Provisioned;
}

/** What an operation changes: those members that differ, before and after. */
export function difference(before: Provisioned, after: Provisioned) {
  const [source, target] = [mutableInfo(before), mutableInfo(after)];
  const keys = Object.keys({ ...source, ...target }) as (keyof MutableClusterInfo)[];
  const changed = keys.filter((key) => !isDeepStrictEqual(source[key], target[key]));
  return { source: picked(source, changed), target: picked(target, changed) };
}

function mutableInfo(provisioned: Provisioned): MutableClusterInfo {
  const { BrokerNodeGroupInfo: group, CurrentBrokerSoftwareInfo: software } = provisioned;
  const { VolumeSize, ProvisionedThroughput } = group?.StorageInfo?.EbsStorageInfo ?? {};
  return {
    BrokerEBSVolumeInfo: [{ KafkaBrokerNodeId: 'All', VolumeSizeGB: VolumeSize, ProvisionedThroughput }],
    ...(software?.ConfigurationArn && {
      ConfigurationInfo: { Arn: software.ConfigurationArn, Revision: software.ConfigurationRevision },
    }),
    KafkaVersion: software?.KafkaVersion,
    InstanceType: group?.InstanceType,
    ConnectivityInfo: group?.ConnectivityInfo,
    NumberOfBrokerNodes: provisioned.NumberOfBrokerNodes,
    EnhancedMonitoring: provisioned.EnhancedMonitoring,
    OpenMonitoring: provisioned.OpenMonitoring as MutableClusterInfo['OpenMonitoring'],
    LoggingInfo: provisioned.LoggingInfo,
    ClientAuthentication: provisioned.ClientAuthentication,
    EncryptionInfo: provisioned.EncryptionInfo,
    StorageMode: provisioned.StorageMode,
    Rebalancing: provisioned.Rebalancing,
  };
}

function picked(info: MutableClusterInfo, keys: readonly (keyof MutableClusterInfo)[]): MutableClusterInfo {
  return Object.fromEntries(keys.map((key) => [key, info[key]]));
}
