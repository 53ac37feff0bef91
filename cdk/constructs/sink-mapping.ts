import { Duration, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  type Function as LambdaFunction,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { ManagedKafkaEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { MappingSettings } from '../stages.ts';
import type { Connection } from './connection.ts';
import { createDeadLetterQueue } from './dead-letter-queue.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Network } from './network.ts';
import type { SchemaRegistry } from './schema-registry.ts';
import type { Topic } from './topic.ts';

export interface SinkMappingProps {
  readonly topic: Topic;
  readonly schemaRegistry: SchemaRegistry;
  readonly sink: LambdaFunction;
  readonly settings: MappingSettings;
  readonly encryptionKey: EncryptionKey;
  readonly network: Network;
}

/** Hands the topic's records to the sink, decoded, and what cannot be decoded or the sink keeps failing on to a queue. */
export class SinkMapping extends Construct {
  readonly failures: Queue;
  /** Of a function that sends to the queue itself what it gives up. */
  readonly failureSender: Connection;
  /** A child of the sink, where the library puts it. */
  readonly mapping: EventSourceMapping;

  constructor(scope: Construct, id: string, props: SinkMappingProps) {
    super(scope, id);
    const { topic, schemaRegistry, sink, settings, encryptionKey, network } = props;
    topic.allowPolling(sink);
    const queue = { queueName: 'users-sink-failures', encryptionKey, sender: sink };
    this.failures = createDeadLetterQueue(this, 'Failures', queue);
    this.failureSender = senderTo(this.failures, network, encryptionKey);
    const source = new ManagedKafkaEventSource({
      clusterArn: topic.clusterArn,
      topic: topic.topicName,
      consumerGroupId: topic.consumerGroupId,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: settings.batchSize,
      maxBatchingWindow: Duration.seconds(settings.batchingWindowSeconds),
      provisionedPollerConfig: {
        minimumPollers: settings.minimumPollers,
        maximumPollers: settings.maximumPollers,
      },
      schemaRegistryConfig: schemaRegistry.decoder,
      retryAttempts: settings.retryAttempts,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.failures),
      metricsConfig: { metrics: [MetricType.EVENT_COUNT, MetricType.ERROR_COUNT, MetricType.KAFKA_METRICS] },
    });
    sink.addEventSource(source);
    this.mapping = mappingOf(sink);
    // Lambda refuses a mapping whose function may not read the topic yet.
    if (sink.role) {
      this.mapping.node.addDependency(sink.role);
      Validations.of(sink.role).acknowledge({
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole]',
        reason: 'The library gives it to every function with an MSK mapping. It only describes clusters and networks.',
      });
    }
  }
}

function senderTo(queue: Queue, { sqsEndpoint }: Network, encryptionKey: EncryptionKey): Connection {
  const send = { actions: ['sqs:SendMessage'], resources: [queue.queueArn] };
  sqsEndpoint.addToPolicy(new PolicyStatement({ principals: [new AnyPrincipal()], ...send }));
  return {
    environment: { [configKeys.deadLetterQueueUrl]: queue.queueUrl },
    allow: (user) => {
      user.addToRolePolicy(new PolicyStatement(send));
      encryptionKey.allowSending(user);
      sqsEndpoint.connections.allowDefaultPortFrom(user, `From ${user.node.id}`);
    },
  };
}

function mappingOf(sink: LambdaFunction): EventSourceMapping {
  const mapping = sink.node.children.find((child) => child instanceof EventSourceMapping);
  if (!mapping) throw new Error(`${sink.node.path} has no event source mapping, though one was just added.`);
  return mapping;
}
