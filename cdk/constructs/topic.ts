import { Fn, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import { groupPrefix } from '../../lambdas/redrive/group-prefix.ts';
import { type Cluster, iamPort } from './cluster.ts';
import type { Connection } from './connection.ts';

export const topicName = 'users_created';
const partitions = 6;
const consumerGroupId = 'users-sink';

/** The topic in its MSK cluster, as those who create it, write to it and poll it use it. */
export class Topic {
  readonly topicName = topicName;
  readonly consumerGroupId = consumerGroupId;
  readonly clusterArn: string;
  readonly producer: Connection;
  /** Of the function that creates the topic. */
  readonly owner: Connection;
  /** Of the function that reads single records, and publishes them again. */
  readonly redriver: Connection;
  private readonly cluster: Cluster;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.clusterArn = cluster.arn;
    const place = {
      [configKeys.kafkaClusterArn]: cluster.arn,
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
        [configKeys.kafkaTopicReplicationFactor]: String(cluster.replicationFactor),
      },
      allow: (user) => {
        this.allowConnecting(user);
        this.allowOnTopic(user, 'CreateTopic', 'DescribeTopic');
        this.allowOnTopic(user, 'DescribeTopicDynamicConfiguration', 'AlterTopicDynamicConfiguration');
      },
    };
    this.redriver = {
      environment: place,
      allow: (user) => {
        this.producer.allow(user);
        this.allowOnTopic(user, 'ReadData');
        this.allowGroupsOf(user, groupPrefix);
      },
    };
  }

  /** Lets the mapping of this function read the topic in the function's name. */
  allowPolling(sink: LambdaFunction): void {
    this.allowFinding(sink, 'DescribeClusterV2', 'GetBootstrapBrokers');
    allow(sink, ['Connect', 'DescribeClusterDynamicConfiguration'], this.clusterArn);
    allow(sink, ['DescribeTopic', 'ReadData'], this.arnOf('topic', topicName));
    allow(sink, ['DescribeGroup', 'AlterGroup'], this.arnOf('group', consumerGroupId));
  }

  private allowConnecting(user: LambdaFunction, ...actions: string[]): void {
    this.allowFinding(user, 'GetBootstrapBrokers');
    this.cluster.securityGroup.connections.allowFrom(user, iamPort, `From ${user.node.id}`);
    allow(user, ['Connect', ...actions], this.clusterArn);
  }

  private allowOnTopic(user: LambdaFunction, ...actions: string[]): void {
    allow(user, actions, this.arnOf('topic', topicName));
  }

  private allowGroupsOf(user: LambdaFunction, prefix: string): void {
    const groups = this.arnOf('group', `${prefix}*`);
    allow(user, ['DescribeGroup', 'AlterGroup'], groups);
    if (!user.role) return;
    Validations.of(user.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${inWords(Stack.of(this.cluster).resolve(groups))}]`,
      reason: 'Each invocation is a group of its own, of this name and a number that is drawn by lot.',
    });
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
    return Stack.of(this.cluster).formatArn({ service: 'kafka', resource: kind, resourceName });
  }
}

function allow(user: LambdaFunction, actions: readonly string[], resource: string): void {
  user.addToRolePolicy(
    new PolicyStatement({ actions: actions.map((action) => `kafka-cluster:${action}`), resources: [resource] }),
  );
}

/** A text of a template as cdk-nag names it. */
function inWords(part: unknown): string {
  if (typeof part === 'string') return part;
  const { 'Fn::Join': join, Ref: name } = part as { 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  if (join) return join[1].map(inWords).join(join[0]);
  return name === undefined ? JSON.stringify(part) : `<${name}>`;
}
