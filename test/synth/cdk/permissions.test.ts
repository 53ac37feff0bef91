import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { findStage, withAlarmWebhook } from '../../../cdk/stages.ts';
import { OtherSourceStack } from '../../../examples/other-source/other-source-stack.ts';
import { ThirdStoreStack } from '../../../examples/third-store/third-store-stack.ts';
import { bundleInputs } from '../../support/functions/function-bundle.ts';
import { projectDir, type Statement, templateOf } from './synthesise.ts';

/** What is done in a function's name by others than its code, and so cannot be read in it. */
const byOthers = {
  lambda: ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  lambdaInVpc: [
    ...['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
    ...['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
  ],
  mapping: [
    ...['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers', 'kafka-cluster:Connect'],
    // The library's ManagedKafkaEventSource.
    ...['kafka:DescribeCluster', 'kafka:ListScramSecrets'],
    ...['kafka-cluster:DescribeClusterDynamicConfiguration', 'kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
    ...['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup', 'sqs:SendMessage'],
    ...['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
    // To decode the records.
    ...['glue:GetRegistry', 'glue:GetSchemaVersion'],
  ],
  failureDestination: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
  encryptedQueue: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** What the code asks of servers that have no API of the SDK. */
const byProtocol = {
  producer: [
    ...['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'],
    ...['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
  ],
  redriver: ['kafka-cluster:ReadData', 'kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup', 'kms:Decrypt'],
  topicOwner: [
    ...['kafka-cluster:Connect', 'kafka-cluster:CreateTopic', 'kafka-cluster:DescribeTopic'],
    ...['kafka-cluster:DescribeTopicDynamicConfiguration', 'kafka-cluster:AlterTopicDynamicConfiguration'],
  ],
  // system.peers lists the nodes for those alone who may see the endpoint's interfaces.
  keyspacesDriver: [
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVpcEndpoints',
    'cassandra:Select',
    'cassandra:Modify',
  ],
  // By a token that is signed without asking anybody.
  database: ['rds-db:connect'],
};

/** Commands whose permission has another name. */
const actionOf: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  'secrets-manager:GetSecretValue': 'secretsmanager:GetSecretValue',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
};

const ofPipeline = [...byOthers.lambdaInVpc, ...byProtocol.database];

const template = templateOf(withAlarmWebhook(findStage('aws'), 'true'));

const ofFetch = [...ofPipeline, ...byOthers.failureDestination, ...byOthers.encryptedQueue, ...byProtocol.producer];
const ofSink = [...ofPipeline, ...byOthers.mapping, ...byOthers.encryptedQueue, ...byProtocol.keyspacesDriver];

test.each([
  ['Fetch', 'fetch-users', ofFetch],
  ['Sink', 'sink-users', ofSink],
  ['MigrationMigrate', 'migrate', [...ofPipeline, ...byProtocol.topicOwner]],
  ['Notify', 'notify', byOthers.failureDestination],
  ['Redrive', 'redrive', [...ofPipeline, ...byProtocol.producer, ...byProtocol.redriver]],
])('%s may do what its code does, and nothing else', async (role, folder, others) => {
  const needed = new Set([...(await calledBy(`lambdas/${folder}`)), ...byOthers.lambda, ...others]);

  expect(grantedTo(template, role)).toEqual([...needed].sort());
});

test.each([
  ['Sink', 'third-store', ThirdStoreStack, ofSink],
  // By which S3 tells an object that is not there from one that is forbidden.
  ['Fetch', 'other-source', OtherSourceStack, [...ofFetch, 's3:ListBucket']],
])('%s of the example %s may do what its code does, and nothing else', async (role, folder, StackClass, others) => {
  const needed = new Set([...(await calledBy(`examples/${folder}`)), ...byOthers.lambda, ...others]);

  expect(grantedTo(templateOf('aws', StackClass), role)).toEqual([...needed].sort());
});

/** The actions of the SDK's commands that a handler and what it imports send. */
async function calledBy(folder: string): Promise<string[]> {
  const sources = (await bundleInputs(folder)).filter((file) => !file.startsWith('node_modules/'));
  return sources.flatMap((file) => {
    const text = readFileSync(join(projectDir, file), 'utf8');
    const imports = [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)'/g)];
    return imports.flatMap(([, names = '', client = '']) => {
      const commands = [...names.matchAll(/\b(\w+)Command\b/g)].map(([, command]) => command);
      return commands.map((command) => actionOf[`${client}:${command}`] ?? `${client}:${command}`);
    });
  });
}

function grantedTo(template: Template, role: string): string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const own = policies.filter(([id]) => id.startsWith(`${role}Role`)).map(([, policy]) => policy);
  const statements = own.flatMap((policy) => policy.Properties.PolicyDocument.Statement as Statement[]);
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}
