import {
  CreateClusterCommand,
  CreateClusterV2Command,
  DeleteClusterCommand,
  DescribeClusterCommand,
  DescribeClusterV2Command,
  GetBootstrapBrokersCommand,
  ListClustersCommand,
  ListClustersV2Command,
  ListNodesCommand,
  type ProvisionedRequest,
} from '@aws-sdk/client-kafka';
import {
  createCluster,
  createServerlessCluster,
  msk,
  mskName,
  provisionedRequest,
  settledCluster,
  untilGone,
} from '../../../../../support/aws/msk.ts';
import { cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';
import { connections } from '../../../../../support/stack/stack.ts';

afterEach(cleanUp);

const { bootstrapServers, tls, mutualTls, scram, iam } = connections().kafka;
const certificates = { Tls: { Enabled: true, CertificateAuthorityArnList: [] } };
const anybody = { Unauthenticated: { Enabled: true } };

test('a cluster is being created, then there with what it was asked for and the defaults, then gone', async () => {
  const ClusterName = mskName();
  const request = await provisionedRequest();

  const created = await msk.send(new CreateClusterCommand({ ClusterName, Tags: { team: 'data' }, ...request }));
  const ClusterArn = created.ClusterArn ?? '';
  await settledCluster(ClusterArn);
  const { ClusterInfo } = await msk.send(new DescribeClusterCommand({ ClusterArn }));

  expect(created).toMatchObject({ ClusterName, State: 'CREATING' });
  expect(ClusterArn).toMatch(
    new RegExp(`^arn:aws:kafka:us-east-1:000000000000:cluster/${ClusterName}/[0-9a-f]{8}-[0-9a-f-]{27}-\\d+$`),
  );
  expect(ClusterInfo).toMatchObject({
    BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', StorageInfo: { EbsStorageInfo: { VolumeSize: 1000 } } },
    ClientAuthentication: { Unauthenticated: { Enabled: true } },
    CreationTime: expect.any(Date),
    CurrentBrokerSoftwareInfo: { KafkaVersion: '3.9.x' },
    CurrentVersion: expect.stringMatching(/^K\w{13}$/),
    EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
    EnhancedMonitoring: 'DEFAULT',
    NumberOfBrokerNodes: 2,
    Tags: { team: 'data' },
  });

  const { State } = await msk.send(
    new DeleteClusterCommand({ ClusterArn, CurrentVersion: ClusterInfo?.CurrentVersion }),
  );

  expect(State).toBe('DELETING');
  await untilGone(ClusterArn);
});

test.each<[string, Parameters<typeof provisionedRequest>[0], object]>([
  ['nothing', {}, { BootstrapBrokerStringTls: tls }],
  [
    'TLS and plaintext',
    { ClientBroker: 'TLS_PLAINTEXT' },
    { BootstrapBrokerString: bootstrapServers, BootstrapBrokerStringTls: tls },
  ],
  ['plaintext', { ClientBroker: 'PLAINTEXT' }, { BootstrapBrokerString: bootstrapServers }],
  ['IAM', { ClientAuthentication: { Sasl: { Iam: { Enabled: true } } } }, { BootstrapBrokerStringSaslIam: iam }],
  [
    'IAM, SCRAM and anybody',
    { ClientAuthentication: { Sasl: { Iam: { Enabled: true }, Scram: { Enabled: true } }, ...anybody } },
    {
      BootstrapBrokerStringTls: tls,
      BootstrapBrokerStringSaslScram: scram,
      BootstrapBrokerStringSaslIam: iam,
    },
  ],
  ['certificates', { ClientAuthentication: certificates }, { BootstrapBrokerStringTls: mutualTls }],
  [
    'certificates and anybody',
    { ClientAuthentication: { ...certificates, ...anybody } },
    { BootstrapBrokerStringTls: tls },
  ],
])('a cluster that asks for %s offers these ways in', async (_, settings, expected) => {
  const ClusterArn = await createCluster(settings);

  const { $metadata, ...brokers } = await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }));

  expect(brokers).toEqual(expected);
});

test('a serverless cluster is entered by IAM, and is not described by the first version of the API', async () => {
  const ClusterArn = await createServerlessCluster();

  const { $metadata, ...brokers } = await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }));
  const { ClusterInfo } = await msk.send(new DescribeClusterV2Command({ ClusterArn }));

  expect(brokers).toEqual({ BootstrapBrokerStringSaslIam: iam });
  expect(ClusterInfo).toMatchObject({ ClusterType: 'SERVERLESS', State: 'ACTIVE' });
  expect(ClusterInfo?.Serverless?.VpcConfigs?.[0]?.SubnetIds).toHaveLength(2);
  await expect(msk.send(new DescribeClusterCommand({ ClusterArn }))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
});

test('clusters are listed page by page, and by their type', async () => {
  const name = mskName();
  const filter = { ClusterNameFilter: name };
  const provisioned = await createCluster({}, `${name}-p`);
  const serverless = await createServerlessCluster(`${name}-s`);

  const first = await msk.send(new ListClustersV2Command({ ...filter, MaxResults: 1 }));
  const second = await msk.send(new ListClustersV2Command({ ...filter, MaxResults: 1, NextToken: first.NextToken }));
  const typed = await msk.send(new ListClustersV2Command({ ...filter, ClusterTypeFilter: 'SERVERLESS' }));
  const old = await msk.send(new ListClustersCommand(filter));

  const arns = (answer: typeof first | typeof old) => answer.ClusterInfoList?.map(({ ClusterArn }) => ClusterArn);
  expect([first, second].flatMap(arns)).toEqual([provisioned, serverless]);
  expect([first.NextToken, second.NextToken]).toEqual([expect.any(String), undefined]);
  expect([arns(typed), arns(old)]).toEqual([[serverless], [provisioned]]);
});

test('a cluster has as many nodes as it was asked for', async () => {
  const ClusterArn = await createCluster();

  const { NodeInfoList = [] } = await msk.send(new ListNodesCommand({ ClusterArn }));

  expect(NodeInfoList.map(({ BrokerNodeInfo }) => BrokerNodeInfo?.BrokerId)).toEqual([1, 2]);
});

test('a name is taken once', async () => {
  const ClusterArn = await createCluster();
  const ClusterName = ClusterArn.split('/')[1];

  const again = msk.send(new CreateClusterV2Command({ ClusterName, Provisioned: await provisionedRequest() }));

  await expect(again).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'A resource with this name already exists.',
    $metadata: { httpStatusCode: 409 },
  });
});

test('a cluster is only deleted by its current version', async () => {
  const ClusterArn = await createCluster();

  const deletion = msk.send(new DeleteClusterCommand({ ClusterArn, CurrentVersion: 'K1' }));

  await expect(deletion).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'The version of the cluster isn’t current. Check the current version and try again.',
  });
});

test('the clusters that come with the stack stay', async () => {
  const deletion = msk.send(new DeleteClusterCommand({ ClusterArn: connections().kafka.clusterArn }));

  await expect(deletion).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'The cluster local comes with the local stack and stays.',
  });
});

type Change = (request: ProvisionedRequest) => object;
const group =
  (changes: object): Change =>
  (request) => ({
    BrokerNodeGroupInfo: { ...request.BrokerNodeGroupInfo, ...changes },
  });

test.each<[what: string, change: Change, message: RegExp]>([
  [
    'another number of brokers than a multiple of the subnets',
    () => ({ NumberOfBrokerNodes: 3 }),
    /multiple of the number of Availability Zones/,
  ],
  ['too many brokers', () => ({ NumberOfBrokerNodes: 92 }), /between 1 and 90/],
  ['no number of brokers', () => ({ NumberOfBrokerNodes: undefined }), /numberOfBrokerNodes is missing/],
  [
    'an unknown Kafka version',
    () => ({ KafkaVersion: '1.0.0' }),
    /^Unsupported KafkaVersion \[1\.0\.0\]\. Valid values: \[/,
  ],
  [
    'an unknown broker type',
    group({ InstanceType: 'kafka.m1.tiny' }),
    /^Unsupported InstanceType specified\. Valid values: \[/,
  ],
  [
    'one subnet',
    ({ BrokerNodeGroupInfo: brokers }) =>
      group({ ClientSubnets: brokers?.ClientSubnets?.slice(1) })({ BrokerNodeGroupInfo: brokers } as never),
    /^Specify either two or three client subnets\.$/,
  ],
  [
    'the same subnet twice',
    group({ ClientSubnets: ['subnet-1', 'subnet-1'] }),
    /^The list provided contains duplicate items\.$/,
  ],
  [
    'an unknown subnet',
    group({ ClientSubnets: ['subnet-0000000a', 'subnet-0000000b'] }),
    /subnet.*subnet-0000000[ab].*does not exist/i,
  ],
  ['an unknown security group', group({ SecurityGroups: ['sg-0000000a'] }), /sg-0000000a.*does not exist/],
  ['a volume of no size', group({ StorageInfo: { EbsStorageInfo: { VolumeSize: 0 } } }), /between 1 and 16384 GiB/],
  ['too large a volume', group({ StorageInfo: { EbsStorageInfo: { VolumeSize: 16_385 } } }), /between 1 and 16384 GiB/],
  [
    'SASL without encryption',
    () => ({
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'PLAINTEXT' } },
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
    }),
    /you must also turn on encryption/,
  ],
  [
    'nobody at all',
    () => ({ ClientAuthentication: { Unauthenticated: { Enabled: false } } }),
    /^Unauthenticated cannot be set to false/,
  ],
  [
    'an unknown configuration',
    () => ({
      ConfigurationInfo: {
        Arn: 'arn:aws:kafka:us-east-1:000000000000:configuration/a/11111111-1111-4111-8111-111111111111-1',
        Revision: 1,
      },
    }),
    /^Configuration ARN does not exist\.$/,
  ],
  ['an unknown level of monitoring', () => ({ EnhancedMonitoring: 'ALL' }), /enhancedMonitoring: ALL/],
  [
    'logs that go nowhere',
    () => ({ LoggingInfo: { BrokerLogs: {} } }),
    /^You must define one or more of the following broker log types/,
  ],
])('a cluster with %s is refused', async (_, change, message) => {
  const request = await provisionedRequest();

  const creation = msk.send(
    new CreateClusterV2Command({ ClusterName: mskName(), Provisioned: { ...request, ...change(request) } }),
  );

  await expect(creation).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  });
});

test.each<[string, string | undefined]>([
  ['with an underscore', 'my_cluster'],
  ['that is too long', 'a'.repeat(65)],
  ['that is empty', ''],
  ['that is missing', undefined],
])('a name %s is refused', async (_, ClusterName) => {
  const creation = msk.send(new CreateClusterV2Command({ ClusterName, Provisioned: await provisionedRequest() }));

  await expect(creation).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('what is no ARN is refused in another way than an ARN that nothing has', async () => {
  const malformed = msk.send(new DescribeClusterV2Command({ ClusterArn: 'arn:aws:kafka:us-east-1:000000000000:a' }));

  await expect(malformed).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'One or more of the parameters are not valid.',
  });
});
