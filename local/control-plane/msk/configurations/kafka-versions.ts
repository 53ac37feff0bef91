import type {
  DescribeClusterRequest,
  GetCompatibleKafkaVersionsResponse,
  ListKafkaVersionsRequest,
} from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import type { Clusters } from '../clusters/clusters.ts';
import { badRequest } from '../errors.ts';
import { pageOf } from '../paging.ts';

/** Those with which MSK makes clusters, the oldest first. */
export const kafkaVersions = [
  '3.6.0',
  '3.7.x',
  '3.7.x.kraft',
  '3.8.x',
  '3.8.x.kraft',
  '3.9.x',
  '3.9.x.kraft',
  '4.0.x.kraft',
  '4.1.x.kraft',
];

/** Those that it only names. */
const deprecated = ['2.8.1', '2.8.2.tiered', '3.1.1', '3.2.0', '3.3.1', '3.3.2', '3.4.0', '3.5.1'];

/** @throws AwsError BadRequestException */
export function requireKafkaVersion(version: string): void {
  if (kafkaVersions.includes(version)) return;
  throw badRequest(`Unsupported KafkaVersion [${version}]. Valid values: [${kafkaVersions.join(', ')}]`);
}

/** The newer ones that have the same kind of controller: MSK moves no cluster from ZooKeeper to KRaft. */
export function versionsAfter(version: string): string[] {
  const kraft = version.endsWith('.kraft');
  return kafkaVersions
    .slice(kafkaVersions.indexOf(version) + 1)
    .filter((candidate) => candidate.endsWith('.kraft') === kraft);
}

export function kafkaVersionOperations(clusters: Clusters): Operations {
  return {
    ListKafkaVersions: (request: ListKafkaVersionsRequest) => {
      const all = [
        ...deprecated.map((Version) => ({ Version, Status: 'DEPRECATED' })),
        ...kafkaVersions.map((Version) => ({ Version, Status: 'ACTIVE' })),
      ];
      const { items: KafkaVersions, ...next } = pageOf(all, request);
      return { KafkaVersions, ...next };
    },
    GetCompatibleKafkaVersions: ({ ClusterArn }: DescribeClusterRequest, caller: Caller) => {
      const version =
        ClusterArn && clusters.find(ClusterArn, caller).provisioned?.CurrentBrokerSoftwareInfo?.KafkaVersion;
      const sources = version ? [version] : kafkaVersions;
      return {
        CompatibleKafkaVersions: sources
          .map((SourceVersion) => ({ SourceVersion, TargetVersions: versionsAfter(SourceVersion) }))
          .filter(({ TargetVersions }) => TargetVersions.length > 0),
      } satisfies GetCompatibleKafkaVersionsResponse;
    },
  };
}
