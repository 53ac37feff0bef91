import { type EventSourceMappingConfiguration, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack/stack.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { createFunction, deleteFunctions, lambda } from './test-function.ts';
import { report } from './test-mappings.ts';

let stack: TestStack;
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

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

afterAll(deleteFunctions);

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

const users = { EventSourceArn: connections().kafka.clusterArn, Topics: ['users'], StartingPosition: 'LATEST' };
const group = (ConsumerGroupId: string) => ({ AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId } });

test('makes the mapping anew when what is fixed at its creation changes', async () => {
  const deployed: (string | undefined)[][] = [];
  for (const properties of [
    { ...users, ...group('a') },
    { ...users, ...group('b') },
    { ...users, ...group('b'), Topics: ['other'] },
  ]) {
    await stack.deploy({ Resources: { Mapping: mapping(properties) } });
    const all = await mappings();
    const config = all[0]?.AmazonManagedKafkaEventSourceConfig;
    deployed.push([String(all.length), config?.ConsumerGroupId, all[0]?.Topics?.[0], all[0]?.UUID]);
  }

  expect(deployed.map((one) => one.slice(0, 3))).toEqual([
    ['1', 'a', 'users'],
    ['1', 'b', 'users'],
    ['1', 'b', 'other'],
  ]);
  expect(new Set(deployed.map(([, , , uuid]) => uuid)).size).toBe(3);
}, 120_000);

test('gives back their defaults to fields that the template no longer has', async () => {
  const SchemaRegistryConfig = { SchemaRegistryURI: 'https://registry' };
  const all = {
    BatchSize: 5,
    MaximumRetryAttempts: 3,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failures' } },
    ProvisionedPollerConfig: { MinimumPollers: 1 },
    LoggingConfig: { SystemLogLevel: 'INFO' },
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'a', SchemaRegistryConfig },
  };
  await stack.deploy({ Resources: { Mapping: mapping({ ...users, ...all, Enabled: false }) } });
  const [before] = await mappings();

  const updated = await stack.deploy({ Resources: { Mapping: mapping({ ...users, ...group('a') }) } });
  const [after] = await mappings();

  expect(updated).toBe(true);
  expect(before).toMatchObject({ ...all, State: 'Disabled' });
  expect(after).toMatchObject({ UUID: before?.UUID, BatchSize: 100, MaximumRetryAttempts: -1, State: 'Enabled' });
  expect(after?.AmazonManagedKafkaEventSourceConfig).toEqual({ ConsumerGroupId: 'a' });
  for (const removed of ['FunctionResponseTypes', 'ProvisionedPollerConfig', 'LoggingConfig']) {
    expect(after).not.toHaveProperty(removed);
  }
}, 120_000);

test('a stack is there when its mapping is polled', async () => {
  await report([]);
  let deployed = false;
  const deploying = stack.deploy({ Resources: { Mapping: mapping(users) } }).then(() => {
    deployed = true;
  });

  const { UUID, LastModified } = await eventually(async () => {
    const [found] = await mappings();
    expect(found).toMatchObject({ State: 'Creating' });
    return found as EventSourceMappingConfiguration;
  }, 20_000);
  const before = deployed;
  await report([{ uuid: UUID, lastModified: LastModified?.getTime(), state: 'Enabled', lastProcessingResult: 'OK' }]);
  await deploying;

  expect(before).toBe(false);
  expect(await mappings()).toMatchObject([{ State: 'Enabled', LastProcessingResult: 'OK' }]);
  await report([]);
}, 120_000);
