import type { CreateClusterV2Response, Provisioned } from '@aws-sdk/client-kafka';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Place, Properties, ResourceType } from '../../resource.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Clusters } from '../clusters/clusters.ts';
import type { LifeCycle } from '../clusters/life-cycle.ts';
import { NoUpdates } from '../errors.ts';
import { replaceTags } from './resource-tags.ts';
import { settled } from './settled.ts';
import { apiTags, apiValues } from './template-values.ts';

interface ClusterResourceOptions {
  readonly call: Call;
  readonly clusters: Clusters;
  readonly lifeCycle: LifeCycle;
}

/** AWS::MSK::Cluster */
export function clusterResource({ call, clusters, lifeCycle }: ClusterResourceOptions): ResourceType {
  const model = (properties: Properties, { arn, version }: Cluster): Model => ({
    ...properties,
    PhysicalResourceId: arn,
    Arn: arn,
    CurrentVersion: version,
  });
  return {
    nameOf: ({ ClusterName }) => ClusterName,
    async create(properties, place) {
      const { ClusterName, Tags: _, ...Provisioned } = apiValues(properties);
      const request = { ClusterName, Tags: apiTags(properties), Provisioned };
      const { ClusterArn } = await call<CreateClusterV2Response>('CreateClusterV2', request, place);
      return model(properties, await settled(lifeCycle, ClusterArn ?? ''));
    },
    async update(properties, { Arn }, place) {
      const wanted = apiValues(properties);
      takeNetworkAndKey(clusters, await settled(lifeCycle, Arn), wanted);
      for (const [operation, request] of updates(wanted, await settled(lifeCycle, Arn))) {
        const { version: CurrentVersion } = await settled(lifeCycle, Arn);
        await call(operation, { ClusterArn: Arn, CurrentVersion, ...request }, place).catch(unlessSame);
      }
      await replaceTags(call, Arn, apiTags(properties), place);
      return model(properties, await settled(lifeCycle, Arn));
    },
    async delete({ Arn }, place: Place) {
      await lifeCycle.settled(Arn);
      await call('DeleteCluster', { ClusterArn: Arn }, place).catch(unlessMissing);
      await lifeCycle.settled(Arn);
    },
  };
}

/** @returns undefined when there is nothing to update */
function unlessSame(error: unknown): undefined {
  if (!(error instanceof NoUpdates)) throw error;
}

/** Ids that mean nothing here are taken as they are. */
function takeNetworkAndKey(clusters: Clusters, cluster: Cluster, { BrokerNodeGroupInfo, EncryptionInfo }: Properties) {
  const { provisioned } = cluster;
  const group = provisioned?.BrokerNodeGroupInfo;
  if (!provisioned || !group) return;
  const { ClientSubnets = group.ClientSubnets, SecurityGroups = group.SecurityGroups } = BrokerNodeGroupInfo ?? {};
  const { EncryptionAtRest = provisioned.EncryptionInfo?.EncryptionAtRest } = EncryptionInfo ?? {};
  const taken: Provisioned = {
    ...provisioned,
    BrokerNodeGroupInfo: { ...group, ClientSubnets, ...(SecurityGroups && { SecurityGroups }) },
    EncryptionInfo: { ...provisioned.EncryptionInfo, ...(EncryptionAtRest && { EncryptionAtRest }) },
  };
  clusters.set({ ...cluster, provisioned: taken });
}

/** The updates that lead to what the template wants, as far as it says so. */
function updates(wanted: Properties, { provisioned }: Cluster): [operation: string, request: object][] {
  const { BrokerNodeGroupInfo: group, ConfigurationInfo, KafkaVersion } = wanted;
  const { VolumeSize, ProvisionedThroughput } = group?.StorageInfo?.EbsStorageInfo ?? {};
  const storage = { StorageMode: wanted.StorageMode, VolumeSizeGB: VolumeSize, ProvisionedThroughput };
  const monitoring = pick(wanted, ['EnhancedMonitoring', 'OpenMonitoring', 'LoggingInfo']);
  const newer = KafkaVersion !== provisioned?.CurrentBrokerSoftwareInfo?.KafkaVersion;
  const all: [string, object, unknown][] = [
    ['UpdateSecurity', pick(wanted, ['ClientAuthentication', 'EncryptionInfo']), true],
    ['UpdateConnectivity', { ConnectivityInfo: group?.ConnectivityInfo }, group?.ConnectivityInfo],
    ['UpdateMonitoring', monitoring, Object.keys(monitoring).length > 0],
    ['UpdateStorage', storage, wanted.StorageMode ?? VolumeSize ?? ProvisionedThroughput],
    ['UpdateBrokerType', { TargetInstanceType: group?.InstanceType }, group?.InstanceType],
    ['UpdateBrokerCount', { TargetNumberOfBrokerNodes: wanted.NumberOfBrokerNodes }, true],
    ['UpdateClusterKafkaVersion', { TargetKafkaVersion: KafkaVersion, ConfigurationInfo }, newer],
    ['UpdateClusterConfiguration', { ConfigurationInfo }, ConfigurationInfo && !newer],
    ['UpdateRebalancing', { Rebalancing: wanted.Rebalancing }, wanted.Rebalancing],
  ];
  return all.filter(([, , asked]) => asked).map(([operation, request]) => [operation, request]);
}

function pick(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}
