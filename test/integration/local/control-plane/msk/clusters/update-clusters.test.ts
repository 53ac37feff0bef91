import {
  CreateConfigurationCommand,
  DeleteConfigurationCommand,
  DescribeClusterOperationCommand,
  DescribeClusterOperationV2Command,
  GetBootstrapBrokersCommand,
  ListClusterOperationsCommand,
  ListClusterOperationsV2Command,
  type Provisioned,
  RebootBrokerCommand,
  UpdateBrokerCountCommand,
  UpdateBrokerStorageCommand,
  UpdateBrokerTypeCommand,
  UpdateClusterConfigurationCommand,
  UpdateClusterKafkaVersionCommand,
  UpdateConnectivityCommand,
  UpdateMonitoringCommand,
  UpdateSecurityCommand,
  UpdateStorageCommand,
} from '@aws-sdk/client-kafka';
import {
  createCluster,
  createServerlessCluster,
  msk,
  mskName,
  settledCluster,
} from '../../../../../support/aws/msk.ts';
import { afterTest, cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';
import { connections } from '../../../../../support/stack/stack.ts';

afterEach(cleanUp);

const { iam, scram } = connections().kafka;
const enabled = { Enabled: true };

/** Its present version. */
async function versionOf(ClusterArn: string): Promise<string> {
  return (await settledCluster(ClusterArn)).CurrentVersion ?? '';
}

interface Target {
  readonly ClusterArn: string;
  readonly CurrentVersion: string;
}

type Update = (target: Target) => Promise<{ readonly ClusterOperationArn?: string | undefined }>;

test.each<[what: string, update: Update, type: string, expected: Partial<Provisioned>]>([
  [
    'number of brokers',
    (target) => msk.send(new UpdateBrokerCountCommand({ ...target, TargetNumberOfBrokerNodes: 4 })),
    'UPDATE_BROKER_COUNT',
    { NumberOfBrokerNodes: 4 },
  ],
  [
    'type of its brokers',
    (target) => msk.send(new UpdateBrokerTypeCommand({ ...target, TargetInstanceType: 'kafka.m7g.large' })),
    'UPDATE_BROKER_TYPE',
    { BrokerNodeGroupInfo: expect.objectContaining({ InstanceType: 'kafka.m7g.large' }) },
  ],
  [
    'volumes of its brokers',
    (target) => {
      const TargetBrokerEBSVolumeInfo = [{ KafkaBrokerNodeId: 'All', VolumeSizeGB: 2000 }];
      return msk.send(new UpdateBrokerStorageCommand({ ...target, TargetBrokerEBSVolumeInfo }));
    },
    'UPDATE_BROKER_STORAGE',
    { BrokerNodeGroupInfo: expect.objectContaining({ StorageInfo: { EbsStorageInfo: { VolumeSize: 2000 } } }) },
  ],
  [
    'storage mode',
    (target) => msk.send(new UpdateStorageCommand({ ...target, StorageMode: 'TIERED' })),
    'UPDATE_STORAGE',
    { StorageMode: 'TIERED' },
  ],
  [
    'monitoring',
    (target) => msk.send(new UpdateMonitoringCommand({ ...target, EnhancedMonitoring: 'PER_BROKER' })),
    'UPDATE_MONITORING',
    { EnhancedMonitoring: 'PER_BROKER' },
  ],
  [
    'ways in',
    (target) => msk.send(new UpdateSecurityCommand({ ...target, ClientAuthentication: { Sasl: { Iam: enabled } } })),
    'UPDATE_SECURITY',
    { ClientAuthentication: { Sasl: { Iam: enabled }, Unauthenticated: { Enabled: false } } },
  ],
  [
    'Kafka version',
    (target) => msk.send(new UpdateClusterKafkaVersionCommand({ ...target, TargetKafkaVersion: '3.9.x' })),
    'UPDATE_CLUSTER_KAFKA_VERSION',
    { CurrentBrokerSoftwareInfo: { KafkaVersion: '3.9.x' } },
  ],
])("a cluster's %s can be changed, by an operation that tells of it", async (_, update, type, expected) => {
  const ClusterArn = await createCluster({ KafkaVersion: '3.8.x' });
  const CurrentVersion = await versionOf(ClusterArn);

  const { ClusterOperationArn } = await update({ ClusterArn, CurrentVersion });
  const cluster = await settledCluster(ClusterArn);
  const described = await msk.send(new DescribeClusterOperationCommand({ ClusterOperationArn }));

  expect(cluster.Provisioned).toMatchObject(expected);
  expect(cluster.CurrentVersion).not.toBe(CurrentVersion);
  expect(described.ClusterOperationInfo).toMatchObject({
    ClusterArn,
    OperationArn: ClusterOperationArn,
    OperationState: 'UPDATE_COMPLETE',
    OperationType: type,
    CreationTime: expect.any(Date),
    EndTime: expect.any(Date),
  });
});

test('an operation tells what changes, before and after, and no more', async () => {
  const ClusterArn = await createCluster();
  const CurrentVersion = await versionOf(ClusterArn);
  const update = new UpdateBrokerCountCommand({ ClusterArn, CurrentVersion, TargetNumberOfBrokerNodes: 4 });

  const { ClusterOperationArn } = await msk.send(update);
  await settledCluster(ClusterArn);
  const { ClusterOperationInfo } = await msk.send(new DescribeClusterOperationV2Command({ ClusterOperationArn }));

  expect(ClusterOperationInfo?.Provisioned).toMatchObject({
    SourceClusterInfo: { NumberOfBrokerNodes: 2 },
    TargetClusterInfo: { NumberOfBrokerNodes: 4 },
  });
  expect(ClusterOperationInfo?.Provisioned?.TargetClusterInfo).not.toHaveProperty('KafkaVersion');
});

test("a cluster's operations are listed, the latest first", async () => {
  const ClusterArn = await createCluster();
  await msk.send(new RebootBrokerCommand({ ClusterArn, BrokerIds: ['2'] }));
  const CurrentVersion = await versionOf(ClusterArn);
  await msk.send(new UpdateMonitoringCommand({ ClusterArn, CurrentVersion, EnhancedMonitoring: 'PER_BROKER' }));
  await settledCluster(ClusterArn);

  const first = await msk.send(new ListClusterOperationsCommand({ ClusterArn }));
  const second = await msk.send(new ListClusterOperationsV2Command({ ClusterArn, MaxResults: 1 }));

  const types = (answer: typeof first | typeof second) =>
    answer.ClusterOperationInfoList?.map(({ OperationType }) => OperationType);
  expect(types(first)).toEqual(['UPDATE_MONITORING', 'REBOOT_NODE']);
  expect(types(second)).toEqual(['UPDATE_MONITORING']);
  expect(second.NextToken).toEqual(expect.any(String));
});

test('a cluster takes the revision of a configuration', async () => {
  const ServerProperties = Buffer.from('num.partitions=3');
  const { Arn } = await msk.send(new CreateConfigurationCommand({ Name: mskName(), ServerProperties }));
  afterTest(() => msk.send(new DeleteConfigurationCommand({ Arn })));
  const ClusterArn = await createCluster();
  const CurrentVersion = await versionOf(ClusterArn);
  const info = { Arn, Revision: 1 };

  await msk.send(new UpdateClusterConfigurationCommand({ ClusterArn, CurrentVersion, ConfigurationInfo: info }));

  expect((await settledCluster(ClusterArn)).Provisioned?.CurrentBrokerSoftwareInfo).toEqual({
    KafkaVersion: '3.9.x',
    ConfigurationArn: Arn,
    ConfigurationRevision: 1,
  });
});

test('public access and VPC connections have brokers of their own', async () => {
  const ClusterArn = await createCluster({ ClientAuthentication: { Sasl: { Iam: enabled, Scram: enabled } } });
  const CurrentVersion = await versionOf(ClusterArn);
  const ConnectivityInfo = {
    PublicAccess: { Type: 'SERVICE_PROVIDED_EIPS' },
    VpcConnectivity: { ClientAuthentication: { Sasl: { Iam: enabled } } },
  };

  await msk.send(new UpdateConnectivityCommand({ ClusterArn, CurrentVersion, ConnectivityInfo }));
  await settledCluster(ClusterArn);
  const { $metadata, ...brokers } = await msk.send(new GetBootstrapBrokersCommand({ ClusterArn }));

  expect(brokers).toEqual({
    BootstrapBrokerStringSaslScram: scram,
    BootstrapBrokerStringSaslIam: iam,
    BootstrapBrokerStringPublicSaslScram: scram,
    BootstrapBrokerStringPublicSaslIam: iam,
    BootstrapBrokerStringVpcConnectivitySaslIam: iam,
  });
});

test.each<[what: string, update: Update, message: string]>([
  [
    'an outdated version',
    (target) =>
      msk.send(new UpdateBrokerCountCommand({ ...target, CurrentVersion: 'K1', TargetNumberOfBrokerNodes: 4 })),
    'The version of the cluster isn’t current. Check the current version and try again.',
  ],
  [
    'the same settings',
    (target) => msk.send(new UpdateSecurityCommand({ ...target, ClientAuthentication: { Unauthenticated: enabled } })),
    'The request does not include any updates to the security setting of the cluster. Verify the request, then try again.',
  ],
  [
    'a change inside the cluster',
    (target) => {
      const EncryptionInfo = { EncryptionInTransit: { InCluster: false } };
      return msk.send(new UpdateSecurityCommand({ ...target, EncryptionInfo }));
    },
    'Updating the inter-broker encryption setting on your cluster is not currently supported.',
  ],
  [
    'an uneven number of brokers',
    (target) => msk.send(new UpdateBrokerCountCommand({ ...target, TargetNumberOfBrokerNodes: 5 })),
    'The target number of broker nodes must be a multiple of the number of Availability Zones in the Client subnets parameter.',
  ],
  [
    'smaller volumes',
    (target) => msk.send(new UpdateStorageCommand({ ...target, VolumeSizeGB: 10 })),
    'The storage volume of a broker cannot be made smaller.',
  ],
  [
    'an older Kafka',
    (target) => msk.send(new UpdateClusterKafkaVersionCommand({ ...target, TargetKafkaVersion: '3.8.x' })),
    'The cluster cannot be updated from Kafka version 3.9.x to 3.8.x.',
  ],
  [
    'a broker that is not there',
    ({ ClusterArn }) => msk.send(new RebootBrokerCommand({ ClusterArn, BrokerIds: ['3'] })),
    'One or more of the broker IDs are not valid.',
  ],
])('an update with %s is refused', async (_, update, message) => {
  const ClusterArn = await createCluster();
  const CurrentVersion = await versionOf(ClusterArn);

  const updating = update({ ClusterArn, CurrentVersion });

  await expect(updating).rejects.toMatchObject({ name: 'BadRequestException', message });
});

test('a serverless cluster has nothing to update', async () => {
  const ClusterArn = await createServerlessCluster();
  const CurrentVersion = await versionOf(ClusterArn);

  const update = msk.send(new UpdateBrokerCountCommand({ ClusterArn, CurrentVersion, TargetNumberOfBrokerNodes: 4 }));

  await expect(update).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'This operation cannot be performed on serverless clusters.',
  });
});
