import type {
  CreateTopicRequest,
  DescribeTopicPartitionsRequest,
  DescribeTopicRequest,
  ListTopicsRequest,
  UpdateTopicRequest,
} from '@aws-sdk/client-kafka';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operations } from '../../operation.ts';
import { partArn } from '../arn.ts';
import type { Broker } from '../clusters/broker.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { requireState } from '../clusters/cluster-state.ts';
import type { Clusters } from '../clusters/clusters.ts';
import { badRequest } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { required } from '../rules.ts';
import { describeTopic, ownConfigs, setConfigs } from './topic-admin.ts';
import { readConfigs, writeConfigs } from './topic-configs.ts';
import { topicError } from './topic-errors.ts';

type TopicRequest = Pick<DescribeTopicRequest, 'ClusterArn' | 'TopicName'>;

/** The topics of the one broker, under the ARNs of whichever cluster one asks for. */
export function topicOperations(clusters: Clusters, broker: Broker): Operations {
  const find = ({ ClusterArn }: Partial<TopicRequest>, caller: Caller): Cluster => {
    const cluster = clusters.find(ClusterArn, caller);
    requireState(cluster, ['ACTIVE', 'UPDATING', 'REBOOTING_BROKER']);
    return cluster;
  };
  const work = <Result>(doing: (admin: Admin) => Promise<Result>) => broker.withAdmin(doing).catch(topicError);
  return {
    CreateTopic: async (request: CreateTopicRequest, caller: Caller) => {
      const cluster = find(request, caller);
      const topic = required('topicName', request.TopicName);
      const partitions = requirePositive('partitionCount', request.PartitionCount);
      requireReplicas(requirePositive('replicationFactor', request.ReplicationFactor), cluster);
      const configEntries = readConfigs(request.Configs);
      const one = { topic, numPartitions: partitions, replicationFactor: 1, configEntries };
      // kafkajs's own wait for leaders fails where the broker does not know the new topic yet.
      const isNew = await work((admin) => admin.createTopics({ topics: [one], waitForLeaders: false }));
      if (!isNew) throw new AwsError('TopicExistsException', `Topic '${topic}' already exists.`, { status: 409 });
      return { ...names(cluster, topic), Status: 'CREATING' };
    },
    DescribeTopic: async (request: DescribeTopicRequest, caller: Caller) => {
      const cluster = find(request, caller);
      const { topic, configs } = await work(async (admin) => {
        const described = await describeTopic(admin, request.TopicName);
        return { topic: described, configs: await ownConfigs(admin, described.name) };
      });
      return { ...summary(cluster, topic), Configs: writeConfigs(configs), Status: 'ACTIVE' };
    },
    DescribeTopicPartitions: async (request: DescribeTopicPartitionsRequest, caller: Caller) => {
      find(request, caller);
      const { partitions } = await work((admin) => describeTopic(admin, request.TopicName));
      const sorted = [...partitions].sort((one, other) => one.partitionId - other.partitionId);
      const { items, ...next } = pageOf(sorted, request);
      const Partitions = items.map(({ partitionId, leader, replicas, isr }) => ({
        Partition: partitionId,
        Leader: leader,
        Replicas: replicas,
        Isr: isr,
      }));
      return { Partitions, ...next };
    },
    ListTopics: async (request: ListTopicsRequest, caller: Caller) => {
      const cluster = find(request, caller);
      const { topics } = await work((admin) => admin.fetchTopicMetadata());
      const wanted = topics
        .filter(({ name }) => name.startsWith(request.TopicNameFilter ?? ''))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      const { items, ...next } = pageOf(wanted, request);
      const Topics = items.map((topic) => ({ ...summary(cluster, topic), OutOfSyncReplicaCount: outOfSync(topic) }));
      return { Topics, ...next };
    },
    UpdateTopic: async (request: UpdateTopicRequest, caller: Caller) => {
      const cluster = find(request, caller);
      const configEntries = request.Configs === undefined ? undefined : readConfigs(request.Configs);
      const { PartitionCount: count } = request;
      if (!configEntries && count === undefined) throw badRequest('Specify configs or partitionCount.');
      await work(async (admin) => {
        const { name, partitions } = await describeTopic(admin, request.TopicName);
        if (configEntries) await setConfigs(admin, name, configEntries);
        if (count !== undefined && count !== partitions.length) {
          await admin.createPartitions({ topicPartitions: [{ topic: name, count }] });
        }
      });
      return { ...names(cluster, request.TopicName), Status: 'UPDATING' };
    },
    DeleteTopic: async (request: TopicRequest, caller: Caller) => {
      const cluster = find(request, caller);
      const topic = required('topicName', request.TopicName);
      await work((admin) => admin.deleteTopics({ topics: [topic] }));
      return { ...names(cluster, topic), Status: 'DELETING' };
    },
  };
}

function names({ arn }: Cluster, topic: string | undefined) {
  return { TopicArn: partArn('topic', arn, topic ?? ''), TopicName: topic };
}

function summary(cluster: Cluster, { name, partitions }: ITopicMetadata) {
  const ReplicationFactor = partitions[0]?.replicas.length ?? 0;
  return { ...names(cluster, name), PartitionCount: partitions.length, ReplicationFactor };
}

function outOfSync({ partitions }: ITopicMetadata): number {
  return partitions.reduce((sum, { replicas, isr }) => sum + replicas.length - isr.length, 0);
}

function requirePositive(member: string, value: number | undefined): number {
  if (!Number.isInteger(required(member, value)) || (value as number) < 1) {
    throw badRequest(`${member} should be at least 1.`);
  }
  return value as number;
}

/** There is one replica, whatever is asked for; what a cluster of this size could not have is refused. */
function requireReplicas(replicas: number, { provisioned }: Cluster): void {
  const brokers = provisioned?.NumberOfBrokerNodes ?? 3;
  if (replicas > brokers) {
    throw badRequest(`Replication factor: ${replicas} larger than available brokers: ${brokers}.`);
  }
}
