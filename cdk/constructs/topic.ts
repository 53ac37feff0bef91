import { Fn, Stack } from 'aws-cdk-lib';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnServerlessCluster } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { ClusterSettings } from '../stages.ts';
import type { Connection } from './connection.ts';
import { type Network, networkFor } from './network.ts';

const topicName = 'users_created';
const partitions = 6;
/** MSK's port for IAM authentication inside the VPC. */
const iamPort = Port.tcp(9098);
const consumerGroupId = 'users-sink';

type Authentication = 'plaintext' | 'tls' | 'iam';

/** The topic in its MSK cluster, as those who create it, write to it and poll it use it. */
export interface Topic {
  readonly clusterArn: string;
  readonly topicName: string;
  readonly consumerGroupId: string;
  readonly producer: Connection;
  /** Of the function that creates the topic. */
  readonly owner: Connection;
  /** Lets the mapping of this function read the topic in the function's name. */
  allowPolling(sink: LambdaFunction): void;
}

/** @throws Error when a cluster is to be made and there is no network for it. */
export function createTopic(scope: Construct, settings: ClusterSettings, network?: Network): Topic {
  switch (settings.kind) {
    case 'existing':
      return new ClusterTopic(scope, settings.arn, settings.authentication, settings.replicationFactor);
    case 'serverless': {
      const cluster = new ServerlessCluster(scope, 'Cluster', networkFor(network, 'cluster.kind is serverless'));
      return new ClusterTopic(scope, cluster.arn, 'iam', 3, cluster.securityGroup);
    }
  }
}

/** MSK Serverless: IAM only, in the subnets of the functions. */
class ServerlessCluster extends Construct {
  readonly arn: string;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, network: Network) {
    super(scope, id);
    const { vpc } = network;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'Brokers of users-pipeline' });
    // Lambda's pollers run with the cluster's own security group.
    this.securityGroup.addIngressRule(this.securityGroup, iamPort, 'Event source mapping');
    const cluster = new CfnServerlessCluster(this, 'Resource', {
      clusterName: Stack.of(this).stackName,
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds: network.functionSubnetIds, securityGroups: [this.securityGroup.securityGroupId] }],
    });
    this.arn = cluster.attrArn;
  }
}

class ClusterTopic implements Topic {
  readonly topicName = topicName;
  readonly consumerGroupId = consumerGroupId;
  readonly clusterArn: string;
  readonly producer: Connection;
  readonly owner: Connection;
  private readonly scope: Construct;
  private readonly authentication: Authentication;
  private readonly securityGroup: SecurityGroup | undefined;

  constructor(
    scope: Construct,
    clusterArn: string,
    authentication: Authentication,
    replicationFactor: number,
    securityGroup?: SecurityGroup,
  ) {
    this.scope = scope;
    this.clusterArn = clusterArn;
    this.authentication = authentication;
    this.securityGroup = securityGroup;
    const place = {
      [configKeys.kafkaClusterArn]: clusterArn,
      [configKeys.kafkaAuthentication]: authentication,
      [configKeys.kafkaTopic]: topicName,
    };
    this.producer = {
      environment: place,
      allow: (user) => {
        this.allowConnecting(user, 'WriteDataIdempotently');
        this.allowOnTopic(user, 'DescribeTopic', 'WriteData');
      },
    };
    this.owner = {
      environment: {
        ...place,
        [configKeys.kafkaTopicPartitions]: String(partitions),
        [configKeys.kafkaTopicReplicationFactor]: String(replicationFactor),
      },
      allow: (user) => {
        this.allowConnecting(user);
        this.allowOnTopic(user, 'CreateTopic', 'DescribeTopic');
      },
    };
  }

  allowPolling(sink: LambdaFunction): void {
    this.allowFinding(sink, 'DescribeClusterV2', 'GetBootstrapBrokers');
    if (this.authentication !== 'iam') return;
    allow(sink, ['Connect', 'DescribeClusterDynamicConfiguration'], this.clusterArn);
    allow(sink, ['DescribeTopic', 'ReadData'], this.arnOf('topic', topicName));
    allow(sink, ['DescribeGroup', 'AlterGroup'], this.arnOf('group', consumerGroupId));
  }

  private allowConnecting(user: LambdaFunction, ...actions: string[]): void {
    this.allowFinding(user, 'GetBootstrapBrokers');
    this.securityGroup?.connections.allowFrom(user, iamPort, `From ${user.node.id}`);
    if (this.authentication === 'iam') allow(user, ['Connect', ...actions], this.clusterArn);
  }

  private allowOnTopic(user: LambdaFunction, ...actions: string[]): void {
    if (this.authentication === 'iam') allow(user, actions, this.arnOf('topic', topicName));
  }

  private allowFinding(user: LambdaFunction, ...actions: string[]): void {
    user.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `kafka:${action}`), resources: [this.clusterArn] }),
    );
  }

  /** IAM names a topic or group by its cluster: arn:...:topic/<cluster's name>/<cluster's uuid>/<topic>. */
  private arnOf(kind: 'topic' | 'group', name: string): string {
    const path = Fn.split('/', this.clusterArn);
    const resourceName = Fn.join('/', [Fn.select(1, path), Fn.select(2, path), name]);
    return Stack.of(this.scope).formatArn({ service: 'kafka', resource: kind, resourceName });
  }
}

function allow(user: LambdaFunction, actions: readonly string[], resource: string): void {
  user.addToRolePolicy(
    new PolicyStatement({ actions: actions.map((action) => `kafka-cluster:${action}`), resources: [resource] }),
  );
}
