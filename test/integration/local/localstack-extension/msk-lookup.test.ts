import {
  CreateClusterCommand,
  DescribeClusterV2Command,
  GetBootstrapBrokersCommand,
  KafkaClient,
  ListClustersV2Command,
} from '@aws-sdk/client-kafka';
import { type OwnLocalstack, startLocalstack } from './own-localstack.ts';

const ClusterArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/own/33333333-3333-4333-8333-333333333333-3';
const cluster = { arn: ClusterArn, name: 'own', bootstrapBrokers: { plaintext: 'a:9092,b:9092', iam: 'a:9098' } };

let own: OwnLocalstack;
let kafka: KafkaClient;

beforeAll(async () => {
  own = await startLocalstack({ CONTROL_PLANE_URL: '', MSK_CLUSTERS: JSON.stringify([cluster]) });
  kafka = new KafkaClient(own.clientSettings);
});
afterAll(() => own.stop());

test('without a control plane, the clusters that a variable names are found with their brokers', async () => {
  const { $metadata, ...brokers } = await kafka.send(new GetBootstrapBrokersCommand({ ClusterArn }));
  const { ClusterInfo } = await kafka.send(new DescribeClusterV2Command({ ClusterArn }));
  const { ClusterInfoList } = await kafka.send(new ListClustersV2Command({}));

  expect(brokers).toEqual({ BootstrapBrokerString: 'a:9092,b:9092', BootstrapBrokerStringSaslIam: 'a:9098' });
  expect(ClusterInfo).toMatchObject({ ClusterArn, State: 'ACTIVE', Provisioned: { NumberOfBrokerNodes: 2 } });
  expect(ClusterInfoList?.map(({ ClusterName }) => ClusterName)).toEqual(['own']);
});

test('without a control plane, others are not found and none is made', async () => {
  const unknown = kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: ClusterArn.replace('own', 'other') }));
  await expect(unknown).rejects.toMatchObject({ name: 'NotFoundException' });

  const creation = kafka.send(new CreateClusterCommand({ ClusterName: 'new' } as never));
  await expect(creation).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('MSK_CLUSTERS'),
  });
});
