import { DescribeClusterV2Command } from '@aws-sdk/client-kafka';
import { msk, mskName, subnetIds } from '../../../../../support/aws/msk.ts';
import { afterTest, cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';
import { connections } from '../../../../../support/stack/stack.ts';
import { TestStack } from '../../../../../support/stack/test-stack.ts';
import { startLocalstack } from '../../../localstack-extension/own-localstack.ts';

afterEach(cleanUp);

/** A LocalStack of the test's own on the control plane of the tests' stack. */
async function ownLocalstack() {
  const { health } = connections()['control-plane'];
  const own = await startLocalstack({ CONTROL_PLANE_URL: new URL(health).origin });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= own.stop();
    return stopped;
  };
  afterTest(stop);
  return { stack: new TestStack(own.clientSettings), stop };
}

function template(ClusterName: string, ClientSubnets: readonly string[], NumberOfBrokerNodes: number) {
  return {
    Resources: {
      Cluster: {
        Type: 'AWS::MSK::Cluster',
        Properties: {
          ClusterName,
          KafkaVersion: '3.9.x',
          NumberOfBrokerNodes,
          BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', ClientSubnets },
        },
      },
    },
    Outputs: { Arn: { Value: { Ref: 'Cluster' } } },
  };
}

test('a LocalStack that has forgotten its stacks takes the cluster over, in a network with other ids', async () => {
  const ClusterName = mskName();
  const first = await ownLocalstack();
  expect(await first.stack.deploy(template(ClusterName, await subnetIds(2), 2))).toBe(true);
  const { Arn: ClusterArn } = await first.stack.outputs();
  await first.stop();
  const second = await ownLocalstack();

  expect(await second.stack.deploy(template(ClusterName, ['subnet-0000000a', 'subnet-0000000b'], 4))).toBe(true);

  expect(await second.stack.outputs()).toEqual({ Arn: ClusterArn });
  const { ClusterInfo } = await msk.send(new DescribeClusterV2Command({ ClusterArn }));
  expect(ClusterInfo?.Provisioned).toMatchObject({
    NumberOfBrokerNodes: 4,
    BrokerNodeGroupInfo: { ClientSubnets: ['subnet-0000000a', 'subnet-0000000b'] },
  });

  await second.stack.delete();
  await expect(msk.send(new DescribeClusterV2Command({ ClusterArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});
