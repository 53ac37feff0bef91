import type {
  CreateClusterRequest,
  CreateClusterV2Request,
  DeleteClusterRequest,
  Provisioned,
  ServerlessRequest,
} from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import { newArn } from '../arn.ts';
import { badRequest } from '../errors.ts';
import { requireClusterName } from '../name-rules.ts';
import { requireTags } from '../tags.ts';
import { type Cluster, typeOf } from './cluster.ts';
import { requireVersion } from './cluster-state.ts';
import type { Clusters } from './clusters.ts';
import type { LifeCycle } from './life-cycle.ts';
import { provisionedOf, type Surroundings } from './rules/cluster-rules.ts';
import { serverlessOf } from './rules/serverless-rules.ts';

interface MakeClustersOptions {
  readonly clusters: Clusters;
  readonly lifeCycle: LifeCycle;
  readonly surroundings: Surroundings;
}

export function makeClusters({ clusters, lifeCycle, surroundings }: MakeClustersOptions): Operations {
  const kindOf = async (
    provisioned: CreateClusterV2Request['Provisioned'],
    serverless: ServerlessRequest | undefined,
    caller: Caller,
  ): Promise<{ provisioned: Provisioned } | { serverless: ServerlessRequest }> => {
    if (provisioned && !serverless) return { provisioned: await provisionedOf(provisioned, caller, surroundings) };
    if (serverless && !provisioned) {
      return { serverless: await serverlessOf(serverless, caller, surroundings.network) };
    }
    throw badRequest('Specify either provisioned or serverless.');
  };
  const create = async (
    { ClusterName, Tags = {}, Provisioned, Serverless }: CreateClusterV2Request,
    caller: Caller,
  ) => {
    const name = requireClusterName(ClusterName);
    requireTags(Tags);
    clusters.requireNew(caller, name);
    const made = await kindOf(Provisioned, Serverless, caller);
    // Another call may have been faster while this one was being checked.
    clusters.requireNew(caller, name);
    return created(lifeCycle.create({ arn: newArn('cluster', caller, name), name, tags: Tags, ...made }));
  };
  return {
    CreateClusterV2: create,
    CreateCluster: async ({ ClusterName, Tags, ...provisioned }: CreateClusterRequest, caller: Caller) => {
      const { ClusterType, ...answer } = await create({ ClusterName, Tags, Provisioned: provisioned }, caller);
      return answer;
    },
    DeleteCluster: ({ ClusterArn, CurrentVersion }: DeleteClusterRequest, caller: Caller) => {
      const cluster = clusters.find(ClusterArn, caller);
      if (CurrentVersion !== undefined) requireVersion(cluster, CurrentVersion);
      return { ClusterArn, State: lifeCycle.delete(cluster).state };
    },
  };
}

function created(cluster: Cluster) {
  const { arn, name, state } = cluster;
  return { ClusterArn: arn, ClusterName: name, State: state, ClusterType: typeOf(cluster) };
}
