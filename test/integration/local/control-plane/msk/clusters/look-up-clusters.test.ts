import {
  CreateReplicatorCommand,
  DescribeClusterCommand,
  DescribeClusterV2Command,
  GetBootstrapBrokersCommand,
  KafkaClient,
  ListClustersCommand,
  ListClustersV2Command,
} from '@aws-sdk/client-kafka';
import { clientSettings } from '../../../../../support/stack/client-settings.ts';
import { connections } from '../../../../../support/stack/stack.ts';

const kafka = new KafkaClient(clientSettings());
const { bootstrapServers, tls, scram, iam, clusterArn: ClusterArn, securedClusterArn } = connections().kafka;

test('answers the brokers of a cluster', async () => {
  const { $metadata: _, ...brokers } = await kafka.send(new GetBootstrapBrokersCommand({ ClusterArn }));

  expect(brokers).toEqual({ BootstrapBrokerString: bootstrapServers });
});

test('answers the brokers of a secured cluster by the way in', async () => {
  const { $metadata: _, ...brokers } = await kafka.send(
    new GetBootstrapBrokersCommand({ ClusterArn: securedClusterArn }),
  );

  expect(brokers).toEqual({
    BootstrapBrokerStringTls: tls,
    BootstrapBrokerStringSaslScram: scram,
    BootstrapBrokerStringSaslIam: iam,
  });
});

test('describes the cluster in both versions of the API', async () => {
  const first = await kafka.send(new DescribeClusterCommand({ ClusterArn }));
  const second = await kafka.send(new DescribeClusterV2Command({ ClusterArn }));

  const cluster = { ClusterArn, ClusterName: 'local', State: 'ACTIVE' };
  expect(first.ClusterInfo).toMatchObject({ ...cluster, NumberOfBrokerNodes: 1 });
  expect(second.ClusterInfo).toMatchObject({ ...cluster, ClusterType: 'PROVISIONED' });
});

test('lists clusters, by the beginning of their name if asked', async () => {
  const first = await kafka.send(new ListClustersCommand({}));
  const second = await kafka.send(new ListClustersV2Command({ ClusterNameFilter: 'loc' }));
  const none = await kafka.send(new ListClustersV2Command({ ClusterNameFilter: 'others-' }));

  const arns = [first, second, none].map(({ ClusterInfoList }) =>
    ClusterInfoList?.map((cluster) => cluster.ClusterArn),
  );
  expect(arns).toEqual([expect.arrayContaining([securedClusterArn, ClusterArn]), [ClusterArn], []]);
});

test('says as AWS that a cluster does not exist', async () => {
  const unknown = ClusterArn.replace('cluster/local', 'cluster/unknown');

  const asked = kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: unknown }));

  await expect(asked).rejects.toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } });
});

test('says of an operation that it does not have that it is not supported', async () => {
  const asked = kafka.send(new CreateReplicatorCommand({} as never));

  await expect(asked).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringMatching(/^kafka CreateReplicator is not supported by this local control plane/),
  });
});
