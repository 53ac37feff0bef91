import { isDeepStrictEqual } from 'node:util';
import type {
  Provisioned,
  RebootBrokerRequest,
  UpdateBrokerCountRequest,
  UpdateBrokerStorageRequest,
  UpdateBrokerTypeRequest,
  UpdateClusterConfigurationRequest,
  UpdateClusterKafkaVersionRequest,
  UpdateConnectivityRequest,
  UpdateMonitoringRequest,
  UpdateRebalancingRequest,
  UpdateSecurityRequest,
  UpdateStorageRequest,
} from '@aws-sdk/client-kafka';
import type { Caller, Operation, Operations } from '../../operation.ts';
import type { Configurations } from '../configurations/configurations.ts';
import { badRequest, NoUpdates } from '../errors.ts';
import { required } from '../rules.ts';
import type { Cluster } from './cluster.ts';
import { requireState, requireVersion } from './cluster-state.ts';
import type { Clusters } from './clusters.ts';
import type { LifeCycle } from './life-cycle.ts';
import { serverlessRefused } from './look-up-clusters.ts';
import {
  withBrokerCount,
  withBrokerType,
  withConfiguration,
  withConnectivity,
  withKafkaVersion,
  withMonitoring,
  withRebalancing,
  withSecurity,
} from './wanted-clusters.ts';
import { withBrokerStorage, withStorage } from './wanted-storage.ts';

interface UpdateClustersOptions {
  readonly clusters: Clusters;
  readonly lifeCycle: LifeCycle;
  readonly configurations: Configurations;
}

interface UpdateRequest {
  readonly ClusterArn?: string | undefined;
  readonly CurrentVersion?: string | undefined;
}

/** What the update makes of a cluster. @throws AwsError BadRequestException */
type Want<Request> = (current: Provisioned, request: Request, caller: Caller) => Provisioned;

/** The operations that change a cluster: each answers with the cluster operation that it has begun. */
export function updateClusters({ clusters, lifeCycle, configurations }: UpdateClustersOptions): Operations {
  const find = (request: UpdateRequest, caller: Caller): [Cluster, Provisioned] => {
    const cluster = clusters.find(request.ClusterArn, caller);
    if (!cluster.provisioned) throw serverlessRefused();
    return [cluster, cluster.provisioned];
  };
  function update<Request extends UpdateRequest>(
    type: string,
    aspect: string,
    want: Want<Request>,
  ): Operation<Request> {
    return (request, caller) => {
      const [cluster, current] = find(request, caller);
      required('currentVersion', request.CurrentVersion);
      requireState(cluster, ['ACTIVE']);
      requireVersion(cluster, request.CurrentVersion);
      const wanted = want(current, request, caller);
      if (isDeepStrictEqual(wanted, current)) throw new NoUpdates(aspect);
      return begun(lifeCycle.change(cluster, type, wanted));
    };
  }
  const known = (info: Parameters<Configurations['requireRevision']>[0], caller: Caller) =>
    void configurations.requireRevision(info, caller);
  return {
    UpdateBrokerCount: update<UpdateBrokerCountRequest>('UPDATE_BROKER_COUNT', 'broker count', withBrokerCount),
    UpdateBrokerStorage: update<UpdateBrokerStorageRequest>('UPDATE_BROKER_STORAGE', 'storage', withBrokerStorage),
    UpdateBrokerType: update<UpdateBrokerTypeRequest>('UPDATE_BROKER_TYPE', 'broker type', withBrokerType),
    UpdateMonitoring: update<UpdateMonitoringRequest>('UPDATE_MONITORING', 'monitoring', withMonitoring),
    UpdateSecurity: update<UpdateSecurityRequest>('UPDATE_SECURITY', 'security setting', withSecurity),
    UpdateConnectivity: update<UpdateConnectivityRequest>('UPDATE_CONNECTIVITY', 'connectivity', withConnectivity),
    UpdateStorage: update<UpdateStorageRequest>('UPDATE_STORAGE', 'storage', withStorage),
    UpdateRebalancing: update<UpdateRebalancingRequest>('UPDATE_REBALANCING', 'rebalancing', withRebalancing),
    UpdateClusterConfiguration: update<UpdateClusterConfigurationRequest>(
      'UPDATE_CLUSTER_CONFIGURATION',
      'configuration',
      (current, { ConfigurationInfo }, caller) => {
        known(required('configurationInfo', ConfigurationInfo), caller);
        return withConfiguration(current, ConfigurationInfo);
      },
    ),
    UpdateClusterKafkaVersion: update<UpdateClusterKafkaVersionRequest>(
      'UPDATE_CLUSTER_KAFKA_VERSION',
      'Kafka version',
      (current, request, caller) => {
        if (request.ConfigurationInfo) known(request.ConfigurationInfo, caller);
        return withKafkaVersion(current, request);
      },
    ),
    RebootBroker: (request: RebootBrokerRequest, caller: Caller) => {
      const [cluster, current] = find(request, caller);
      requireBrokers(required('brokerIds', request.BrokerIds), current);
      return begun(lifeCycle.change(cluster, 'REBOOT_NODE', current, 'REBOOTING_BROKER'));
    },
  };
}

function begun({ arn, clusterArn }: { readonly arn: string; readonly clusterArn: string }) {
  return { ClusterArn: clusterArn, ClusterOperationArn: arn };
}

function requireBrokers(ids: readonly string[], { NumberOfBrokerNodes = 0 }: Provisioned): void {
  const known = (id: string) => /^[1-9]\d*$/.test(id) && Number(id) <= NumberOfBrokerNodes;
  if (ids.length === 0 || !ids.every(known)) throw badRequest('One or more of the broker IDs are not valid.');
}
