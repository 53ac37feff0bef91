import { randomUUID } from 'node:crypto';
import {
  DescribeClusterV2Command,
  DescribeConfigurationRevisionCommand,
  GetBootstrapBrokersCommand,
  GetClusterPolicyCommand,
  ListScramSecretsCommand,
} from '@aws-sdk/client-kafka';
import { msk, mskName, subnetIds } from '../../../../../support/aws/msk.ts';
import { connections } from '../../../../../support/stack/stack.ts';
import { TestStack } from '../../../../../support/stack/test-stack.ts';

const { iam, scram, tls } = connections().kafka;
let stack = new TestStack();

beforeEach(() => {
  stack = new TestStack();
});
afterEach(() => stack.delete());

const enabled = { Enabled: 'true' };
const logicalId = 'Cluster';

/** A cluster as a template has it, with numbers and booleans as texts. */
async function clusterOf(ClusterName: string, changes: object = {}) {
  const StorageInfo = { EBSStorageInfo: { VolumeSize: '100' } };
  return {
    Type: 'AWS::MSK::Cluster',
    Properties: {
      ClusterName,
      KafkaVersion: '3.8.x',
      NumberOfBrokerNodes: '2',
      BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', ClientSubnets: await subnetIds(2), StorageInfo },
      ClientAuthentication: { Sasl: { Iam: enabled, Scram: enabled } },
      ...changes,
    },
  };
}

const clusterOutputs = {
  Ref: { Value: { Ref: logicalId } },
  Arn: { Value: { 'Fn::GetAtt': [logicalId, 'Arn'] } },
  Version: { Value: { 'Fn::GetAtt': [logicalId, 'CurrentVersion'] } },
};

test('a stack makes a cluster, changes it in place and deletes it', async () => {
  const ClusterName = mskName();
  const Resources = { Cluster: await clusterOf(ClusterName, { Tags: { team: 'data', old: 'x' } }) };
  expect(await stack.deploy({ Resources, Outputs: clusterOutputs })).toBe(true);
  const { Ref, Arn: ClusterArn, Version } = await stack.outputs();
  const made = await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }));
  expect(made).toMatchObject({ BootstrapBrokerStringSaslScram: scram, BootstrapBrokerStringSaslIam: iam });

  const changed = await clusterOf(ClusterName, {
    KafkaVersion: '3.9.x',
    NumberOfBrokerNodes: '4',
    ClientAuthentication: { Unauthenticated: enabled },
    EnhancedMonitoring: 'PER_BROKER',
    LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: 'true', LogGroup: 'logs' } } },
    Tags: { team: 'science' },
  });
  const { BrokerNodeGroupInfo: group } = changed.Properties;
  group.InstanceType = 'kafka.m7g.large';
  group.StorageInfo.EBSStorageInfo.VolumeSize = '200';
  expect(await stack.deploy({ Resources: { Cluster: changed }, Outputs: clusterOutputs })).toBe(true);

  const after = await stack.outputs();
  const { ClusterInfo } = await msk.send(new DescribeClusterV2Command({ ClusterArn }));
  expect([after.Arn, Ref]).toEqual([ClusterArn, ClusterArn]);
  expect(after.Version).not.toBe(Version);
  expect(ClusterInfo).toMatchObject({
    CurrentVersion: after.Version,
    State: 'ACTIVE',
    Provisioned: {
      BrokerNodeGroupInfo: {
        InstanceType: 'kafka.m7g.large',
        StorageInfo: { EbsStorageInfo: { VolumeSize: 200 } },
      },
      CurrentBrokerSoftwareInfo: { KafkaVersion: '3.9.x' },
      EnhancedMonitoring: 'PER_BROKER',
      LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: 'logs' } } },
      NumberOfBrokerNodes: 4,
    },
  });
  expect(ClusterInfo?.Tags).toEqual({ team: 'science' });
  expect(await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }))).toMatchObject({
    BootstrapBrokerStringTls: tls,
  });

  await stack.delete();

  await expect(msk.send(new DescribeClusterV2Command({ ClusterArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a cluster that is refused fails its stack with the reason', async () => {
  const Resources = { Cluster: await clusterOf(mskName(), { NumberOfBrokerNodes: 3 }) };

  expect(await stack.deploy({ Resources })).toBe(false);

  expect(await stack.failure(logicalId)).toMatch(
    /^CREATE_FAILED .*must be a multiple of the number of Availability Zones.*BadRequestException/,
  );
});

test('a stack makes a serverless cluster', async () => {
  const Resources = {
    Cluster: {
      Type: 'AWS::MSK::ServerlessCluster',
      Properties: {
        ClusterName: mskName(),
        VpcConfigs: [{ SubnetIds: await subnetIds(2) }],
        ClientAuthentication: { Sasl: { Iam: enabled } },
      },
    },
  };

  expect(await stack.deploy({ Resources, Outputs: { Arn: { Value: { 'Fn::GetAtt': [logicalId, 'Arn'] } } } })).toBe(
    true,
  );

  const { Arn: ClusterArn } = await stack.outputs();
  const brokers = await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }));
  expect(brokers).toMatchObject({ BootstrapBrokerStringSaslIam: iam });
});

test('a cluster follows the latest revision of a configuration in its stack', async () => {
  const ClusterName = mskName();
  const revision = { 'Fn::GetAtt': ['Settings', 'LatestRevision.Revision'] };
  const template = async (ServerProperties: string) => ({
    Resources: {
      Settings: { Type: 'AWS::MSK::Configuration', Properties: { Name: ClusterName, ServerProperties } },
      Cluster: await clusterOf(ClusterName, { ConfigurationInfo: { Arn: { Ref: 'Settings' }, Revision: revision } }),
    },
    Outputs: { ...clusterOutputs, Revision: { Value: revision } },
  });
  expect(await stack.deploy(await template('num.partitions=3'))).toBe(true);

  expect(await stack.deploy(await template('num.partitions=4'))).toBe(true);

  const { Arn: ClusterArn, Revision } = await stack.outputs();
  const { ClusterInfo } = await msk.send(new DescribeClusterV2Command({ ClusterArn }));
  const { ConfigurationArn: Arn, ConfigurationRevision } = ClusterInfo?.Provisioned?.CurrentBrokerSoftwareInfo ?? {};
  const second = await msk.send(new DescribeConfigurationRevisionCommand({ Arn, Revision: ConfigurationRevision }));
  expect([Revision, ConfigurationRevision]).toEqual(['2', 2]);
  expect(Buffer.from(second.ServerProperties ?? []).toString()).toBe('num.partitions=4');
});

test('a stack associates secrets and gives the cluster a policy', async () => {
  const ClusterName = mskName();
  const secretOf = (password: string) => ({
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: `AmazonMSK_${randomUUID()}`,
      SecretString: JSON.stringify({ username: randomUUID(), password }),
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    },
  });
  const fixed = {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } } },
    First: secretOf('first'),
    Second: secretOf('second'),
    Cluster: await clusterOf(ClusterName),
  };
  const template = (secret: string) => ({
    Resources: {
      ...fixed,
      Association: {
        Type: 'AWS::MSK::BatchScramSecret',
        Properties: { ClusterArn: { Ref: logicalId }, SecretArnList: [{ Ref: secret }] },
      },
      Policy: {
        Type: 'AWS::MSK::ClusterPolicy',
        Properties: {
          ClusterArn: { Ref: logicalId },
          Policy: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Sid: secret, Principal: '*', Action: '*', Resource: { Ref: logicalId } }],
          },
        },
      },
    },
    Outputs: { ...clusterOutputs, Secret: { Value: { Ref: secret } } },
  });
  expect(await stack.deploy(template('First'))).toBe(true);

  expect(await stack.deploy(template('Second'))).toBe(true);

  const { Arn: ClusterArn, Secret } = await stack.outputs();
  const { SecretArnList } = await msk.send(new ListScramSecretsCommand({ ClusterArn }));
  const { Policy = '' } = await msk.send(new GetClusterPolicyCommand({ ClusterArn }));
  expect(SecretArnList).toEqual([Secret]);
  expect(JSON.parse(Policy).Statement[0]).toMatchObject({ Sid: 'Second', Resource: ClusterArn });
});
