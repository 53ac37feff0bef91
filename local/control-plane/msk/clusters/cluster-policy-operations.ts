import type { GetClusterPolicyRequest, PutClusterPolicyRequest } from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import { badRequest, notFound } from '../errors.ts';
import { required } from '../rules.ts';
import { newVersion } from './cluster.ts';
import type { Clusters } from './clusters.ts';

interface Statement {
  readonly Resource?: string | readonly string[];
}

/** Policies are kept and given back: nobody connects to the broker by another account's VPC. */
export function clusterPolicyOperations(clusters: Clusters): Operations {
  return {
    PutClusterPolicy: ({ ClusterArn, CurrentVersion, Policy }: PutClusterPolicyRequest, caller: Caller) => {
      const cluster = clusters.find(ClusterArn, caller);
      requirePolicy(required('policy', Policy), cluster.arn);
      if (cluster.policy && CurrentVersion === undefined) {
        throw badRequest('Current cluster policy version needed for Update');
      }
      if (CurrentVersion !== undefined && CurrentVersion !== cluster.policy?.version) {
        throw badRequest('The cluster policy version is not current.');
      }
      const version = newVersion();
      clusters.set({ ...cluster, policy: { version, text: Policy as string } });
      return { CurrentVersion: version };
    },
    GetClusterPolicy: ({ ClusterArn }: GetClusterPolicyRequest, caller: Caller) => {
      const { policy } = clusters.find(ClusterArn, caller);
      if (!policy) throw notFound('Cluster policy is not found.');
      return { CurrentVersion: policy.version, Policy: policy.text };
    },
    DeleteClusterPolicy: ({ ClusterArn }: GetClusterPolicyRequest, caller: Caller) => {
      const { policy, ...cluster } = clusters.find(ClusterArn, caller);
      if (!policy) throw notFound('Cluster policy is not found.');
      clusters.set(cluster);
      return {};
    },
  };
}

function requirePolicy(text: string, arn: string): void {
  const statements = [readStatements(text)].flat();
  if (statements.length === 0) throw badRequest('The cluster policy is not valid.');
  const strange = statements
    .flatMap(({ Resource = [] }) => Resource)
    .some((resource) => resource.includes(':cluster/') && !resource.includes('*') && resource !== arn);
  if (strange) throw badRequest('The cluster policy is not valid. Invalid cluster arn');
}

function readStatements(text: string): Statement | Statement[] {
  try {
    return (JSON.parse(text) as { Statement?: Statement | Statement[] }).Statement ?? [];
  } catch (cause) {
    throw badRequest('The cluster policy is not valid.', cause);
  }
}
