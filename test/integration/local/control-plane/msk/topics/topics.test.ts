import {
  CreateTopicCommand,
  type CreateTopicCommandInput,
  DeleteTopicCommand,
  DescribeTopicCommand,
  DescribeTopicPartitionsCommand,
  ListTopicsCommand,
  UpdateTopicCommand,
} from '@aws-sdk/client-kafka';
import { createCluster, msk } from '../../../../../support/aws/msk.ts';
import { cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';
import { createTopic, topicName } from '../../../../../support/event-source-mapping/topics.ts';
import { connections } from '../../../../../support/stack/stack.ts';

afterEach(cleanUp);

const { clusterArn } = connections().kafka;
const encoded = (configs: string) => Buffer.from(configs).toString('base64');
const decoded = (configs: string | undefined) => Buffer.from(configs ?? '', 'base64').toString();

test('a topic is made, described, changed and deleted on the broker', async () => {
  const ClusterArn = await createCluster();
  const topic = { ClusterArn, TopicName: topicName() };
  const Configs = encoded('retention.ms=60000\ncleanup.policy=compact');

  const created = await msk.send(
    new CreateTopicCommand({ ...topic, PartitionCount: 2, ReplicationFactor: 2, Configs }),
  );
  const described = await msk.send(new DescribeTopicCommand(topic));

  expect(created).toMatchObject({
    TopicName: topic.TopicName,
    TopicArn: `${ClusterArn.replace(':cluster/', ':topic/')}/${topic.TopicName}`,
    Status: 'CREATING',
  });
  expect(described).toMatchObject({ PartitionCount: 2, ReplicationFactor: 1, Status: 'ACTIVE' });
  expect(decoded(described.Configs).split('\n').sort()).toEqual(['cleanup.policy=compact', 'retention.ms=60000']);

  await msk.send(new UpdateTopicCommand({ ...topic, PartitionCount: 3, Configs: encoded('retention.ms=1000') }));
  const updated = await msk.send(new DescribeTopicCommand(topic));

  expect([updated.PartitionCount, decoded(updated.Configs)]).toEqual([3, 'retention.ms=1000']);

  const { Status } = await msk.send(new DeleteTopicCommand(topic));

  expect(Status).toBe('DELETING');
  await expect(msk.send(new DescribeTopicCommand(topic))).rejects.toMatchObject({
    name: 'UnknownTopicOrPartitionException',
    $metadata: { httpStatusCode: 404 },
  });
});

test('each cluster has the topics of the one broker', async () => {
  const TopicName = await createTopic(2);
  const ClusterArn = await createCluster();

  const lists = [clusterArn, ClusterArn].map((arn) =>
    msk.send(new ListTopicsCommand({ ClusterArn: arn, TopicNameFilter: TopicName })),
  );

  const topic = { TopicName, PartitionCount: 2, ReplicationFactor: 1, OutOfSyncReplicaCount: 0 };
  expect((await Promise.all(lists)).map(({ Topics }) => Topics)).toEqual([
    [expect.objectContaining(topic)],
    [expect.objectContaining(topic)],
  ]);
});

test('the partitions of a topic are told page by page', async () => {
  const topic = { ClusterArn: clusterArn, TopicName: await createTopic(3), MaxResults: 2 };

  const first = await msk.send(new DescribeTopicPartitionsCommand(topic));
  const second = await msk.send(new DescribeTopicPartitionsCommand({ ...topic, NextToken: first.NextToken }));

  const partition = { Leader: 1, Replicas: [1], Isr: [1] };
  expect(first.Partitions).toEqual([0, 1].map((Partition) => ({ Partition, ...partition })));
  expect(second.Partitions).toEqual([{ Partition: 2, ...partition }]);
  expect(second.NextToken).toBeUndefined();
});

test('a topic is made once', async () => {
  const topic = { ClusterArn: clusterArn, TopicName: await createTopic() };

  const again = msk.send(new CreateTopicCommand({ ...topic, PartitionCount: 1, ReplicationFactor: 1 }));

  await expect(again).rejects.toMatchObject({ name: 'TopicExistsException', $metadata: { httpStatusCode: 409 } });
});

test.each<[what: string, request: Partial<CreateTopicCommandInput>, name: string, message: RegExp]>([
  ['no partitions', { PartitionCount: 0 }, 'BadRequestException', /^partitionCount should be at least 1/],
  ['more replicas than brokers', { ReplicationFactor: 2 }, 'BadRequestException', /larger than available brokers: 1/],
  ['a name that Kafka refuses', { TopicName: 'a b' }, 'KafkaRequestException', /./],
  ['an unknown config', { Configs: encoded('retention=1') }, 'KafkaRequestException', /./],
  ['configs that are not encoded', { Configs: 'retention.ms=1' }, 'BadRequestException', /Base64/],
  [
    'an unknown cluster',
    { ClusterArn: clusterArn.replace('cluster/local', 'cluster/other') },
    'NotFoundException',
    /exist/,
  ],
])('a topic with %s is refused', async (_, request, name, message) => {
  const topic = { ClusterArn: clusterArn, TopicName: topicName(), PartitionCount: 1, ReplicationFactor: 1 };

  const creation = msk.send(new CreateTopicCommand({ ...topic, ...request }));

  await expect(creation).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('a topic never has fewer partitions', async () => {
  const topic = { ClusterArn: clusterArn, TopicName: await createTopic(2) };

  const update = msk.send(new UpdateTopicCommand({ ...topic, PartitionCount: 1 }));

  await expect(update).rejects.toMatchObject({ name: 'KafkaRequestException' });
});
