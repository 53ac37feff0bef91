import type {
  DescribeClusterOperationRequest,
  ListClusterOperationsRequest,
  ListClusterOperationsV2Request,
} from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { requireArn } from '../arn.ts';
import { notFound } from '../errors.ts';
import { pageOf } from '../paging.ts';
import type { ClusterOperation } from './cluster-operation.ts';
import type { Clusters } from './clusters.ts';

/** The operations that tell of changes. */
export function clusterOperationOperations(clusters: Clusters, kept: StateFile<ClusterOperation>): Operations {
  const find = ({ ClusterOperationArn }: DescribeClusterOperationRequest, caller: Caller) => {
    const operation = kept.get(requireArn('cluster-operation', ClusterOperationArn, caller));
    if (!operation) throw notFound(`The requested resource doesn't exist: ${ClusterOperationArn}.`);
    return operation;
  };
  /** The latest first. */
  const list = (clusterArn: string) =>
    kept
      .all()
      .filter((operation) => operation.clusterArn === clusterArn)
      .reverse();
  return {
    DescribeClusterOperation: (request: DescribeClusterOperationRequest, caller: Caller) => ({
      ClusterOperationInfo: describe(find(request, caller)),
    }),
    DescribeClusterOperationV2: (request: DescribeClusterOperationRequest, caller: Caller) => {
      const operation = find(request, caller);
      return {
        ClusterOperationInfo: { ...summaryV2(operation), ...errorInfo(operation), Provisioned: changes(operation) },
      };
    },
    ListClusterOperations: (request: ListClusterOperationsRequest, caller: Caller) => {
      const { items, ...next } = pageOf(list(clusters.find(request.ClusterArn, caller).arn), request);
      return { ClusterOperationInfoList: items.map(describe), ...next };
    },
    ListClusterOperationsV2: (request: ListClusterOperationsV2Request, caller: Caller) => {
      const { items, ...next } = pageOf(list(clusters.find(request.ClusterArn, caller).arn), request);
      return { ClusterOperationInfoList: items.map(summaryV2), ...next };
    },
  };
}

function describe(operation: ClusterOperation) {
  return { ...summary(operation), ...errorInfo(operation), CreationTime: operation.created, ...changes(operation) };
}

function summaryV2(operation: ClusterOperation) {
  return { ...summary(operation), ClusterType: 'PROVISIONED', StartTime: operation.created };
}

function summary({ arn, clusterArn, type, state, ended }: ClusterOperation) {
  return {
    ClusterArn: clusterArn,
    OperationArn: arn,
    OperationState: state,
    OperationType: type,
    ...(ended && { EndTime: ended }),
  };
}

function errorInfo({ error }: ClusterOperation) {
  return error === undefined ? {} : { ErrorInfo: { ErrorCode: 'InternalServerError', ErrorString: error } };
}

function changes({ source, target }: ClusterOperation) {
  return { SourceClusterInfo: source, TargetClusterInfo: target };
}
