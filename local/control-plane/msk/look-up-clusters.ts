import type {
  ClusterInfo,
  DescribeClusterRequest,
  GetBootstrapBrokersRequest,
  GetBootstrapBrokersResponse,
  Cluster as InfoV2,
  ListClustersRequest,
} from '@aws-sdk/client-kafka';
import type { bootstrapServers } from '../../services/kafka/listeners.ts';
import type { Caller, Operations } from '../operation.ts';
import type { ClientAccess, Cluster } from './cluster.ts';
import type { Clusters } from './clusters.ts';

type Servers = ReturnType<typeof bootstrapServers>;

/** The operations that find a cluster and its brokers. */
export function lookUpClusters(clusters: Clusters, servers: Servers): Operations {
  return {
    DescribeCluster: ({ ClusterArn }: DescribeClusterRequest) => ({
      ClusterInfo: info(clusters.find(ClusterArn ?? '')),
    }),
    DescribeClusterV2: ({ ClusterArn }: DescribeClusterRequest) => ({
      ClusterInfo: infoV2(clusters.find(ClusterArn ?? '')),
    }),
    ListClusters: ({ ClusterNameFilter }: ListClustersRequest, caller: Caller) => ({
      ClusterInfoList: clusters
        .list(caller, ClusterNameFilter)
        .filter(({ type }) => type === 'PROVISIONED')
        .map(info),
    }),
    ListClustersV2: ({ ClusterNameFilter }: ListClustersRequest, caller: Caller) => ({
      ClusterInfoList: clusters.list(caller, ClusterNameFilter).map(infoV2),
    }),
    GetBootstrapBrokers: ({ ClusterArn }: GetBootstrapBrokersRequest) =>
      bootstrapBrokers(clusters.find(ClusterArn ?? '').access, servers),
  };
}

function summary({ arn, name, state, version }: Cluster) {
  return { ClusterArn: arn, ClusterName: name, State: state, CurrentVersion: version };
}

function info(cluster: Cluster): ClusterInfo {
  return { ...summary(cluster), NumberOfBrokerNodes: cluster.brokers };
}

function infoV2(cluster: Cluster): InfoV2 {
  if (cluster.type === 'SERVERLESS') return { ...summary(cluster), ClusterType: 'SERVERLESS' };
  return {
    ...summary(cluster),
    ClusterType: 'PROVISIONED',
    Provisioned: { NumberOfBrokerNodes: cluster.brokers } as never,
  };
}

/** One string for each way in; TLS and mutual TLS have one string on MSK, which leads to the stricter of the two. */
function bootstrapBrokers(access: ClientAccess, servers: Servers): GetBootstrapBrokersResponse {
  const tls = access.mutualTls ? servers.mutualTls : access.tls ? servers.tls : undefined;
  return {
    ...(access.plaintext && { BootstrapBrokerString: servers.plaintext }),
    ...(tls !== undefined && { BootstrapBrokerStringTls: tls }),
    ...(access.scram && { BootstrapBrokerStringSaslScram: servers.scram }),
    ...(access.iam && { BootstrapBrokerStringSaslIam: servers.iam }),
  };
}
