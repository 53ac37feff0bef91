import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  type KafkaSchemaRegistryConfig,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack.ts';
import { createFunction, deleteFunctions, lambda } from './test-function.ts';

let functionName: string;
const uuids = new Set<string>();

beforeAll(async () => {
  functionName = await createFunction('export const handler = async () => null;');
});

afterEach(async () => {
  for (const UUID of uuids) await remove(UUID);
});

afterAll(deleteFunctions);

type Fields = Omit<CreateEventSourceMappingCommandInput, 'FunctionName'>;

async function create(fields: Fields): Promise<string> {
  const made = await lambda.send(new CreateEventSourceMappingCommand({ FunctionName: functionName, ...fields }));
  const uuid = made.UUID ?? '';
  uuids.add(uuid);
  return uuid;
}

async function remove(UUID: string): Promise<void> {
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  uuids.delete(UUID);
}

const update = (UUID: string, fields: Omit<UpdateEventSourceMappingCommandInput, 'UUID'>) =>
  lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...fields }));

async function read(UUID: string): Promise<EventSourceMappingConfiguration> {
  const { $metadata: _, ...mapping } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
  return mapping;
}

async function list(): Promise<EventSourceMappingConfiguration[]> {
  const answer = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: functionName }));
  return answer.EventSourceMappings ?? [];
}

/** Waits for the state and returns the mapping, which List must tell alike. */
async function inState(UUID: string, state: string): Promise<EventSourceMappingConfiguration> {
  return eventually(async () => {
    const mapping = await read(UUID);
    expect(mapping.State).toBe(state);
    expect(await list()).toContainEqual(mapping);
    return mapping;
  }, 10_000);
}

const msk: Fields = { EventSourceArn: '', Topics: ['users'], StartingPosition: 'TRIM_HORIZON' };
const mskSource = (fields: Fields = {}): Fields => ({
  ...msk,
  EventSourceArn: connections().kafka.clusterArn,
  ...fields,
});

const everyField: Fields = {
  BatchSize: 50,
  MaximumBatchingWindowInSeconds: 2,
  MaximumRetryAttempts: 3,
  MaximumRecordAgeInSeconds: 600,
  BisectBatchOnFunctionError: true,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failures' } },
  FilterCriteria: { Filters: [{ Pattern: '{"value":{"country":["NO"]}}' }] },
  ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 4, PollerGroupName: 'group' },
  MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
  LoggingConfig: { SystemLogLevel: 'DEBUG' },
  KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/11111111-1111-4111-8111-111111111111',
  SourceAccessConfigurations: [
    { Type: 'SASL_SCRAM_512_AUTH', URI: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_x-abcdef' },
  ],
};

test('keeps every field of an MSK mapping and enables it', async () => {
  const registry: KafkaSchemaRegistryConfig = {
    SchemaRegistryURI: 'arn:aws:glue:us-east-1:000000000000:registry/users',
    EventRecordFormat: 'JSON',
    SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
  };
  const fields = mskSource({
    ...everyField,
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'group', SchemaRegistryConfig: registry },
  });

  const uuid = await create(fields);
  const mapping = await inState(uuid, 'Enabled');

  expect(mapping).toMatchObject(fields as object);
  expect(mapping.EventSourceMappingArn).toMatch(new RegExp(`:event-source-mapping:${uuid}$`));
});

test('keeps every field of a self-managed mapping', async () => {
  const fields: Fields = {
    ...everyField,
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:1', '127.0.0.1:2'] } },
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'own-group' },
    Topics: ['users'],
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: new Date('2026-01-02T03:04:05Z'),
  };

  const mapping = await inState(await create(fields), 'Enabled');

  expect(mapping).toMatchObject(fields as object);
});

test('takes CloudFormation’s spelling of the servers as the API’s', async () => {
  const Endpoints = { KafkaBootstrapServers: ['127.0.0.1:9'] } as unknown as Record<
    'KAFKA_BOOTSTRAP_SERVERS',
    string[]
  >;
  const uuid = await create({
    SelfManagedEventSource: { Endpoints },
    SourceAccessConfigurations: everyField.SourceAccessConfigurations,
    Topics: ['users'],
    StartingPosition: 'LATEST',
  });

  const { SelfManagedEventSource } = await read(uuid);

  expect(SelfManagedEventSource).toEqual({ Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9'] } });
});

test('fills in AWS’s defaults and leaves the batching window open', async () => {
  const uuid = await create(mskSource());

  const mapping = await inState(uuid, 'Enabled');

  expect(mapping).toMatchObject({
    BatchSize: 100,
    LastProcessingResult: 'No records processed',
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: uuid },
  });
  expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds');
});

test('stays disabled, is enabled and disabled again, and tells the same in the list', async () => {
  const uuid = await create(mskSource({ Enabled: false }));

  await inState(uuid, 'Disabled');
  await update(uuid, { Enabled: true });
  await inState(uuid, 'Enabled');
  await update(uuid, { Enabled: false });
  await inState(uuid, 'Disabled');
  await update(uuid, { BatchSize: 5 });
  const mapping = await inState(uuid, 'Disabled');

  expect(mapping.BatchSize).toBe(5);
});

test('updates fields, removes those given empty, and keeps the rest', async () => {
  const uuid = await create(
    mskSource({ ...everyField, AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' } }),
  );
  const before = await inState(uuid, 'Enabled');

  await update(uuid, {
    BatchSize: 7,
    FilterCriteria: {},
    ProvisionedPollerConfig: {},
    DestinationConfig: { OnFailure: { Destination: '' } },
    AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry' } },
  });
  const after = await inState(uuid, 'Enabled');

  expect(after).toMatchObject({
    BatchSize: 7,
    MaximumRetryAttempts: 3,
    Topics: ['users'],
    AmazonManagedKafkaEventSourceConfig: {
      ConsumerGroupId: 'g',
      SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry' },
    },
  });
  expect(after.DestinationConfig?.OnFailure?.Destination).toBeUndefined();
  expect(after).not.toHaveProperty('FilterCriteria');
  expect(after).not.toHaveProperty('ProvisionedPollerConfig');
  expect(after.LastModified?.getTime()).toBeGreaterThanOrEqual(before.LastModified?.getTime() ?? Infinity);
});

test.each([true, false])('forgets a mapping that is deleted while Enabled=%s', async (Enabled) => {
  const uuid = await create(mskSource({ Enabled }));
  await inState(uuid, Enabled ? 'Enabled' : 'Disabled');

  await remove(uuid);

  await expect(read(uuid)).rejects.toThrow('The resource you requested does not exist.');
  await eventually(async () => expect(await list()).toEqual([]), 10_000);
});

test('leaves nothing behind when a source is not supported', async () => {
  const broker = 'arn:aws:mq:us-east-1:000000000000:broker:b:b-11111111-1111-4111-8111-111111111111';

  await expect(create({ EventSourceArn: broker, Queues: ['q'] })).rejects.toThrow();

  expect(await list()).toEqual([]);
});

test.each([
  ['BatchSize', { BatchSize: 10_001 }, /'batchSize' failed|out of bounds/],
  [
    'pollers',
    { ProvisionedPollerConfig: { MinimumPollers: 5, MaximumPollers: 2 } },
    /MinimumPollers must not be larger/,
  ],
  ['record age', { MaximumRecordAgeInSeconds: 30 }, /must be -1 or at least 60/],
  ['starting position', { StartingPosition: 'AT_TIMESTAMP' }, /StartingPositionTimestamp is required/],
  ['topics', { Topics: ['a', 'b'] }, /exactly one member/],
] as const)('refuses a mapping whose %s AWS refuses', async (_what, fields, message) => {
  await expect(create(mskSource(fields as unknown as Fields))).rejects.toThrow(message);

  expect(await list()).toEqual([]);
});
