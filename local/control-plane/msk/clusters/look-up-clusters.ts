import type {
  ClusterInfo,
  DescribeClusterRequest,
  GetBootstrapBrokersRequest,
  Cluster as InfoV2,
  ListClustersRequest,
  ListClustersV2Request,
  ListNodesRequest,
  NodeInfo,
  Provisioned,
} from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import { badRequest } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { requireOneOf } from '../rules.ts';
import { bootstrapBrokers, type Servers } from './client-access.ts';
import { type Cluster, typeOf } from './cluster.ts';
import type { Clusters } from './clusters.ts';

/** An answer before its instants are read. */
type Written<Answer> = Omit<Answer, 'CreationTime'> & { readonly CreationTime: string };

/** The operations that find a cluster and its brokers. */
export function lookUpClusters(clusters: Clusters, servers: Servers): Operations {
  const [host = ''] = servers.plaintext.split(':');
  return {
    DescribeCluster: ({ ClusterArn }: DescribeClusterRequest, caller: Caller) => {
      const cluster = clusters.find(ClusterArn, caller);
      if (!cluster.provisioned) throw serverlessRefused();
      return { ClusterInfo: describe(cluster) };
    },
    DescribeClusterV2: ({ ClusterArn }: DescribeClusterRequest, caller: Caller) => ({
      ClusterInfo: describeV2(clusters.find(ClusterArn, caller)),
    }),
    ListClusters: (request: ListClustersRequest, caller: Caller) => {
      const provisioned = clusters.list(caller, request.ClusterNameFilter).filter((one) => one.provisioned);
      const { items, ...next } = pageOf(provisioned, request);
      return { ClusterInfoList: items.map(describe), ...next };
    },
    ListClustersV2: (request: ListClustersV2Request, caller: Caller) => {
      const { ClusterNameFilter, ClusterTypeFilter: type } = request;
      requireOneOf('clusterTypeFilter', type, ['PROVISIONED', 'SERVERLESS']);
      const wanted = clusters.list(caller, ClusterNameFilter).filter((one) => !type || typeOf(one) === type);
      const { items, ...next } = pageOf(wanted, request);
      return { ClusterInfoList: items.map(describeV2), ...next };
    },
    GetBootstrapBrokers: ({ ClusterArn }: GetBootstrapBrokersRequest, caller: Caller) => {
      const cluster = clusters.find(ClusterArn, caller);
      if (['CREATING', 'DELETING', 'FAILED'].includes(cluster.state)) {
        throw badRequest(`You can't get bootstrap broker nodes for a cluster in ${cluster.state} state.`);
      }
      return bootstrapBrokers(cluster, servers);
    },
    ListNodes: (request: ListNodesRequest, caller: Caller) => {
      const cluster = clusters.find(request.ClusterArn, caller);
      if (!cluster.provisioned) throw serverlessRefused();
      const { items, ...next } = pageOf(nodes(cluster, cluster.provisioned, host), request);
      return { NodeInfoList: items, ...next };
    },
  };
}

/** What MSK says where there are no brokers of one's own. */
export function serverlessRefused() {
  return badRequest('This operation cannot be performed on serverless clusters.');
}

function summary({ arn, name, state, stateInfo, version, created, tags, operationArn }: Cluster) {
  return {
    ClusterArn: arn,
    ClusterName: name,
    State: state,
    CurrentVersion: version,
    CreationTime: created,
    Tags: { ...tags },
    ...(stateInfo && { StateInfo: stateInfo }),
    ...(operationArn && { ActiveOperationArn: operationArn }),
  };
}

function describe(cluster: Cluster): Written<ClusterInfo> {
  const { OpenMonitoring, ...provisioned } = cluster.provisioned as Provisioned;
  const monitoring = OpenMonitoring as ClusterInfo['OpenMonitoring'];
  return { ...summary(cluster), ...provisioned, ...(monitoring && { OpenMonitoring: monitoring }) };
}

function describeV2(cluster: Cluster): Written<InfoV2> {
  return {
    ...summary(cluster),
    ClusterType: typeOf(cluster),
    ...(cluster.provisioned && { Provisioned: cluster.provisioned }),
    ...(cluster.serverless && { Serverless: cluster.serverless }),
  };
}

/** As many as the cluster is said to have; each of them is the one broker. */
function nodes({ arn, created }: Cluster, provisioned: Provisioned, host: string): NodeInfo[] {
  const { ClientSubnets = [], InstanceType } = provisioned.BrokerNodeGroupInfo ?? {};
  return Array.from({ length: provisioned.NumberOfBrokerNodes ?? 0 }, (_, index) => ({
    AddedToClusterTime: created,
    BrokerNodeInfo: {
      BrokerId: index + 1,
      ClientSubnet: ClientSubnets[index % ClientSubnets.length],
      ClientVpcIpAddress: host,
      CurrentBrokerSoftwareInfo: provisioned.CurrentBrokerSoftwareInfo,
      Endpoints: [host],
    },
    InstanceType: InstanceType?.replace(/^kafka\./, ''),
    NodeARN: `${arn.replace(':cluster/', ':broker/')}/${index + 1}`,
    NodeType: 'BROKER',
  }));
}
