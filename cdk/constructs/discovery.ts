import { CfnOutput } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface DiscoveryProps {
  readonly topic: { readonly topicName: string; readonly clusterArn: string };
  readonly mapping: { readonly failures: Queue };
  readonly fetch: IFunction;
  readonly sink: IFunction;
  readonly migrate: IFunction;
}

/** Where tools find the parts of the deployed pipeline: SSM parameters under /users-pipeline, and the stack's outputs. */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, { topic, mapping, fetch, sink, migrate }: DiscoveryProps) {
    super(scope, id);
    this.publish('Topic', 'topic', topic.topicName);
    this.publish('ClusterArn', 'cluster-arn', topic.clusterArn);
    this.publish('OnFailureQueueUrl', 'on-failure-queue-url', mapping.failures.queueUrl);
    this.publish('FetchFunction', 'functions/fetch', fetch.functionName);
    this.publish('SinkFunction', 'functions/sink', sink.functionName);
    this.publish('MigrateFunction', 'functions/migrate', migrate.functionName);
  }

  private publish(output: string, path: string, value: string): void {
    new StringParameter(this, output, { parameterName: `/users-pipeline/${path}`, stringValue: value });
    new CfnOutput(this, `${output}Output`, { value }).overrideLogicalId(output);
  }
}
