import { CfnOutput } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Topic as AlarmTopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface DiscoveryProps {
  readonly topic: { readonly topicName: string; readonly clusterArn: string };
  readonly schedule: { readonly undelivered: Queue };
  readonly mapping: { readonly failures: Queue };
  readonly deadLetterBucket: { readonly bucket: Bucket };
  readonly database: { readonly proxy: { readonly endpoint: string } };
  readonly keyspace: { readonly usersTable: string };
  readonly alarms: { readonly topic: AlarmTopic };
  readonly fetch: IFunction;
  readonly sink: IFunction;
  readonly migrate: IFunction;
  readonly redrive: IFunction;
  /** Of a stage with a webhook. */
  readonly notify?: IFunction;
}

/** One thing to be found. */
interface Find {
  /** The name of the stack's output. */
  readonly output: string;
  /** Of the SSM parameter, under /users-pipeline. */
  readonly path: string;
  readonly value: string;
  readonly description: string;
}

/** Where tools find the parts of the deployed pipeline: SSM parameters under /users-pipeline, and the stack's outputs. */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, props: DiscoveryProps) {
    super(scope, id);
    for (const find of [...streamOf(props), ...storesOf(props), ...failuresOf(props), ...functionsOf(props)]) {
      this.publish(find);
    }
  }

  private publish({ output, path, value, description }: Find): void {
    new StringParameter(this, output, { parameterName: `/users-pipeline/${path}`, stringValue: value, description });
    new CfnOutput(this, `${output}Output`, { value, description }).overrideLogicalId(output);
  }
}

function streamOf({ topic }: DiscoveryProps): Find[] {
  return [
    { output: 'Topic', path: 'topic', value: topic.topicName, description: 'The topic of users.' },
    { output: 'ClusterArn', path: 'cluster-arn', value: topic.clusterArn, description: 'The MSK cluster.' },
  ];
}

function storesOf({ database, keyspace }: DiscoveryProps): Find[] {
  return [
    {
      output: 'DatabaseProxyEndpoint',
      path: 'database-proxy-endpoint',
      value: database.proxy.endpoint,
      description: 'Where PostgreSQL is reached, as host[:port].',
    },
    {
      output: 'UsersTable',
      path: 'users-table',
      value: keyspace.usersTable,
      description: 'The table of users in Keyspaces, as keyspace.table.',
    },
  ];
}

function failuresOf({ schedule, mapping, deadLetterBucket, alarms }: DiscoveryProps): Find[] {
  return [
    {
      output: 'OnFailureQueueUrl',
      path: 'on-failure-queue-url',
      value: mapping.failures.queueUrl,
      description: 'The queue of records that could not be stored.',
    },
    {
      output: 'DeadLetterBucket',
      path: 'dead-letter-bucket',
      value: deadLetterBucket.bucket.bucketName,
      description: 'The bucket of values that are too large for that queue.',
    },
    {
      output: 'FetchFailuresQueueUrl',
      path: 'fetch-failures-queue-url',
      value: schedule.undelivered.queueUrl,
      description: 'The queue of runs that were given up.',
    },
    {
      output: 'AlarmTopicArn',
      path: 'alarm-topic-arn',
      value: alarms.topic.topicArn,
      description: 'The SNS topic of the alarms: subscribe to it.',
    },
  ];
}

function functionsOf({ fetch, sink, migrate, redrive, notify }: DiscoveryProps): Find[] {
  const found = (output: string, name: string, { functionName: value }: IFunction, description: string) => ({
    ...{ output, path: `functions/${name}`, value, description },
  });
  return [
    found('FetchFunction', 'fetch', fetch, 'Fetches the users of a date: invoke it to run one by hand.'),
    found('SinkFunction', 'sink', sink, 'Writes users to both stores.'),
    found('MigrateFunction', 'migrate', migrate, 'Creates the topic and migrates the tables.'),
    found('RedriveFunction', 'redrive', redrive, 'Shows dead letters, and publishes their records again.'),
    ...(notify ? [found('NotifyFunction', 'notify', notify, 'Posts what the alarms tell to a webhook.')] : []),
  ];
}
