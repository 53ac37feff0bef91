import { randomUUID } from 'node:crypto';
import { type EventSourceMappingConfiguration, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack.ts';
import { query, xmlValues } from './aws-http.ts';
import { createFunction, deleteFunctions, lambda } from './test-function.ts';

const StackName = `extension-test-${randomUUID()}`;
let FunctionName: string;

const stacks = (parameters: Record<string, string>) => query('cloudformation', '2010-05-15', parameters);

async function stackStatus(): Promise<string | undefined> {
  const xml = await stacks({ Action: 'DescribeStacks', StackName }).catch(
    () => '<StackStatus>DELETE_COMPLETE</StackStatus>',
  );
  return xmlValues(xml, 'StackStatus')[0];
}

async function deploy(Action: string, Resources: Record<string, object>): Promise<void> {
  await stacks({ Action, StackName, TemplateBody: JSON.stringify({ Resources }) });
  const wanted = Action === 'CreateStack' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
  await eventually(async () => expect(await stackStatus()).toBe(wanted), 30_000);
}

const mapping = (Properties: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { FunctionName, ...Properties },
});

async function mappings(): Promise<EventSourceMappingConfiguration[]> {
  const answer = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  return answer.EventSourceMappings ?? [];
}

beforeAll(async () => {
  FunctionName = await createFunction('export const handler = async () => null;');
});

afterAll(async () => {
  await stacks({ Action: 'DeleteStack', StackName });
  await deleteFunctions();
});

test('creates, updates and deletes Kafka mappings with all their fields', async () => {
  const key = 'arn:aws:kms:us-east-1:000000000000:key/11111111-1111-4111-8111-111111111111';
  const kept = {
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 3,
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failures' } },
    AmazonManagedKafkaEventSourceConfig: {
      ConsumerGroupId: 'group',
      SchemaRegistryConfig: {
        SchemaRegistryURI: 'arn:aws:glue:us-east-1:000000000000:registry/users',
        EventRecordFormat: 'JSON',
        SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
      },
    },
  };
  const source = { EventSourceArn: connections().kafka.clusterArn, Topics: ['users'] };
  const first = {
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 3 },
    MetricsConfig: { Metrics: ['EventCount'] },
  };
  const second = { ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 5 } };
  const msk = (changing: object) =>
    mapping({ ...source, ...kept, ...changing, KmsKeyArn: key, Tags: [{ Key: 'a', Value: 'b' }] });
  const selfManaged = mapping({
    SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['127.0.0.1:9'] } },
    SourceAccessConfigurations: [{ Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' }],
    Topics: ['users'],
    StartingPosition: 'LATEST',
  });

  await deploy('CreateStack', { Msk: msk(first), SelfManaged: selfManaged });
  const created = await mappings();
  await deploy('UpdateStack', { Msk: msk({ ...second, BatchSize: 9 }), SelfManaged: selfManaged });
  const updated = await mappings();
  await stacks({ Action: 'DeleteStack', StackName });
  await eventually(async () => expect(await mappings()).toEqual([]), 30_000);

  const expected = { ...kept, KMSKeyArn: key, Topics: ['users'], State: 'Enabled' };
  const servers = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9'] } };
  expect(created).toHaveLength(2);
  expect(created).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...expected, ...first }),
      expect.objectContaining({ SelfManagedEventSource: servers, StartingPosition: 'LATEST' }),
    ]),
  );
  const changed = updated.find(({ EventSourceArn }) => EventSourceArn === source.EventSourceArn);
  expect(changed).toMatchObject({ ...expected, ...second, BatchSize: 9 });
  expect(changed).not.toHaveProperty('MetricsConfig');
}, 120_000);
