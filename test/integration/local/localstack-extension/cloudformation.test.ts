import { type EventSourceMappingConfiguration, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { connections } from '../../../support/stack.ts';
import { TestStack } from '../../../support/test-stack.ts';
import { createFunction, deleteFunctions, lambda } from './test-function.ts';

const stack = new TestStack();
let FunctionName: string;

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
  await stack.delete();
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

  await stack.deploy({ Resources: { Msk: msk(first), SelfManaged: selfManaged } });
  const created = await mappings();
  await stack.deploy({ Resources: { Msk: msk({ ...second, BatchSize: 9 }), SelfManaged: selfManaged } });
  const updated = await mappings();
  await stack.delete();
  const left = await mappings();

  const expected = { ...kept, KMSKeyArn: key, Topics: ['users'], State: 'Enabled' };
  const servers = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9'] } };
  expect(left).toEqual([]);
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
