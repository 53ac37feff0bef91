import { randomUUID } from 'node:crypto';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  type ClientAuthentication,
  CreateClusterV2Command,
  DeleteClusterCommand,
  DescribeClusterV2Command,
  type EncryptionInTransit,
  KafkaClient,
  type Cluster as MskCluster,
  type ProvisionedRequest,
} from '@aws-sdk/client-kafka';
import { afterTest } from '../event-source-mapping/clean-up.ts';
import { eventually } from '../eventually.ts';
import { clientSettings } from '../stack/client-settings.ts';

export const msk = new KafkaClient(clientSettings());
const ec2 = new EC2Client(clientSettings());

export function mskName(): string {
  return `msk-test-${randomUUID()}`;
}

/** Of the account's own network, each in another zone. */
export async function subnetIds(count: number): Promise<string[]> {
  const filters = [{ Name: 'default-for-az', Values: ['true'] }];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: filters }));
  return Subnets.slice(0, count).map(({ SubnetId }) => SubnetId as string);
}

/** What MSK makes a cluster of. */
export async function provisionedRequest(
  settings: Partial<ProvisionedRequest> & { readonly ClientBroker?: EncryptionInTransit['ClientBroker'] } = {},
): Promise<ProvisionedRequest> {
  const { ClientBroker, ...others } = settings;
  return {
    KafkaVersion: '3.9.x',
    NumberOfBrokerNodes: 2,
    BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', ClientSubnets: await subnetIds(2) },
    ...(ClientBroker && { EncryptionInfo: { EncryptionInTransit: { ClientBroker } } }),
    ...others,
  };
}

/** A cluster until the test is over, once it can be used. @returns its ARN */
export async function createCluster(
  settings: Parameters<typeof provisionedRequest>[0] = {},
  ClusterName = mskName(),
): Promise<string> {
  const Provisioned = await provisionedRequest(settings);
  const { ClusterArn = '' } = await msk.send(new CreateClusterV2Command({ ClusterName, Provisioned }));
  return readyCluster(ClusterArn);
}

export async function createServerlessCluster(ClusterName = mskName()): Promise<string> {
  const Serverless = {
    VpcConfigs: [{ SubnetIds: await subnetIds(2) }],
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } } satisfies ClientAuthentication,
  };
  const { ClusterArn = '' } = await msk.send(new CreateClusterV2Command({ ClusterName, Serverless }));
  return readyCluster(ClusterArn);
}

/** Waits until nothing of the cluster is under way. */
export async function settledCluster(ClusterArn: string): Promise<MskCluster> {
  return eventually(
    async () => {
      const { ClusterInfo = {} } = await msk.send(new DescribeClusterV2Command({ ClusterArn }));
      expect(ClusterInfo.State).toBe('ACTIVE');
      return ClusterInfo;
    },
    20_000,
    50,
  );
}

/** Waits until the cluster is not found any more. */
export async function untilGone(ClusterArn: string): Promise<void> {
  await eventually(
    async () => {
      const asked = msk.send(new DescribeClusterV2Command({ ClusterArn }));
      await expect(asked).rejects.toMatchObject({ name: 'NotFoundException' });
    },
    20_000,
    50,
  );
}

async function readyCluster(ClusterArn: string): Promise<string> {
  afterTest(async () => {
    await settledCluster(ClusterArn);
    await msk.send(new DeleteClusterCommand({ ClusterArn }));
    await untilGone(ClusterArn);
  });
  await settledCluster(ClusterArn);
  return ClusterArn;
}
