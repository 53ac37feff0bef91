import { callsOf } from '../../calls.ts';
import type { Operations } from '../../operation.ts';
import type { ResourceTypes } from '../../resource.ts';
import type { Clusters } from '../clusters/clusters.ts';
import type { LifeCycle } from '../clusters/life-cycle.ts';
import { clusterPolicyResource } from './cluster-policy-resource.ts';
import { clusterResource } from './cluster-resource.ts';
import { configurationResource } from './configuration-resource.ts';
import { scramSecretResource } from './scram-secret-resource.ts';
import { serverlessClusterResource } from './serverless-cluster-resource.ts';

interface MskResources {
  readonly operations: Operations;
  readonly clusters: Clusters;
  readonly lifeCycle: LifeCycle;
}

/** CloudFormation's types, by the operations that people call. */
export function mskResourceTypes({ operations, clusters, lifeCycle }: MskResources): ResourceTypes {
  const call = callsOf(operations);
  return {
    'AWS::MSK::Cluster': clusterResource({ call, clusters, lifeCycle }),
    'AWS::MSK::ServerlessCluster': serverlessClusterResource(call, lifeCycle),
    'AWS::MSK::Configuration': configurationResource(call),
    'AWS::MSK::BatchScramSecret': scramSecretResource(call),
    'AWS::MSK::ClusterPolicy': clusterPolicyResource(call),
  };
}
