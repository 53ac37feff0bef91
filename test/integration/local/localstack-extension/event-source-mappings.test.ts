import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import { createFunction, deleteFunctions } from './test-function.ts';
import { type Fields, isGone, mskSource, selfManagedSource, TestMappings } from './test-mappings.ts';

let mappings: TestMappings;

beforeAll(async () => {
  mappings = await TestMappings.ofNewFunction();
});

afterEach(() => mappings.removeAll());

afterAll(deleteFunctions);

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

  const uuid = await mappings.create(fields);
  const mapping = await mappings.inState(uuid, 'Enabled');

  expect(mapping).toMatchObject(fields as object);
  expect(mapping.EventSourceMappingArn).toMatch(new RegExp(`:event-source-mapping:${uuid}$`));
});

test('keeps every field of a self-managed mapping', async () => {
  const fields = selfManagedSource({
    ...everyField,
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'own-group', ConsumptionMode: 'Stream' },
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: new Date('2026-01-02T03:04:05Z'),
  });

  const mapping = await mappings.inState(await mappings.create(fields), 'Enabled');

  expect(mapping).toMatchObject(fields as object);
});

test('takes CloudFormation’s spelling of the servers as the API’s', async () => {
  const Endpoints = { KafkaBootstrapServers: ['127.0.0.1:9'] } as unknown as Record<
    'KAFKA_BOOTSTRAP_SERVERS',
    string[]
  >;
  const uuid = await mappings.create(selfManagedSource({ SelfManagedEventSource: { Endpoints } }));

  const { SelfManagedEventSource } = await mappings.read(uuid);

  expect(SelfManagedEventSource).toEqual({ Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9'] } });
});

test('fills in AWS’s defaults and leaves the batching window open', async () => {
  const uuid = await mappings.create(mskSource());

  const mapping = await mappings.inState(uuid, 'Enabled');

  expect(mapping).toMatchObject({
    BatchSize: 100,
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: uuid },
  });
  expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds');
});

test('stays disabled, is enabled and disabled again, and tells the same in the list', async () => {
  const uuid = await mappings.create(mskSource({ Enabled: false }));

  await mappings.inState(uuid, 'Disabled');
  await mappings.update(uuid, { Enabled: true });
  await mappings.inState(uuid, 'Enabled');
  await mappings.update(uuid, { Enabled: false });
  await mappings.inState(uuid, 'Disabled');
  await mappings.update(uuid, { BatchSize: 5 });
  const mapping = await mappings.inState(uuid, 'Disabled');

  expect(mapping.BatchSize).toBe(5);
});

test('updates fields, removes those given empty, and keeps the rest', async () => {
  const uuid = await mappings.create(
    mskSource({ ...everyField, AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' } }),
  );
  const before = await mappings.inState(uuid, 'Enabled');

  await mappings.update(uuid, {
    BatchSize: 7,
    FilterCriteria: {},
    LoggingConfig: {},
    DestinationConfig: { OnFailure: { Destination: '' } },
    AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry' } },
  });
  const after = await mappings.inState(uuid, 'Enabled');

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
  expect(after).not.toHaveProperty('LoggingConfig');
  expect(after.LastModified?.getTime()).toBeGreaterThanOrEqual(before.LastModified?.getTime() ?? Infinity);
});

test('returns to on-demand mode once what needs provisioned mode is removed', async () => {
  const config = { SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry' } };
  const provisioned: Fields = { ProvisionedPollerConfig: { MinimumPollers: 1 } };
  const uuid = await mappings.create(mskSource({ ...provisioned, AmazonManagedKafkaEventSourceConfig: config }));
  await mappings.inState(uuid, 'Enabled');

  const tooEarly = mappings.update(uuid, { ProvisionedPollerConfig: {} });
  await expect(tooEarly).rejects.toThrow('SchemaRegistryConfig is only available for Provisioned Mode');
  await mappings.update(uuid, {
    ProvisionedPollerConfig: {},
    AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: {} as KafkaSchemaRegistryConfig },
  });
  const after = await mappings.inState(uuid, 'Enabled');

  expect(after).not.toHaveProperty('ProvisionedPollerConfig');
  expect(after.AmazonManagedKafkaEventSourceConfig).toEqual({ ConsumerGroupId: uuid });
});

test('changes the function', async () => {
  const other = await createFunction('export const handler = async () => null;');
  const uuid = await mappings.create(mskSource());
  await mappings.inState(uuid, 'Enabled');

  const answer = await mappings.update(uuid, { FunctionName: other });
  const { FunctionArn } = await mappings.read(uuid);

  expect([answer.FunctionArn, FunctionArn]).toEqual(Array(2).fill(expect.stringMatching(`:function:${other}$`)));
});

test('shows filters under a key to those alone who ask for the mapping itself', async () => {
  const { FilterCriteria, KMSKeyArn } = everyField;
  const uuid = await mappings.create(mskSource({ FilterCriteria, KMSKeyArn }));

  const [listed] = await mappings.list();
  const read = await mappings.read(uuid);

  expect(listed).not.toHaveProperty('FilterCriteria');
  expect(listed).toMatchObject({ UUID: uuid, KMSKeyArn });
  expect(read).toMatchObject({ FilterCriteria, KMSKeyArn });
});

test.each([true, false])('forgets a mapping that is deleted while Enabled=%s', async (Enabled) => {
  const uuid = await mappings.create(mskSource({ Enabled }));
  await mappings.inState(uuid, Enabled ? 'Enabled' : 'Disabled');

  await mappings.remove(uuid);

  await isGone(mappings, uuid);
  expect(await mappings.list()).toEqual([]);
});

test('leaves nothing behind when a source is not supported', async () => {
  const broker = 'arn:aws:mq:us-east-1:000000000000:broker:b:b-11111111-1111-4111-8111-111111111111';

  await expect(mappings.create({ EventSourceArn: broker, Queues: ['q'] })).rejects.toThrow();

  expect(await mappings.list()).toEqual([]);
});
