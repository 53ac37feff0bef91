import type { KafkaEventSourceMappingConsumptionMode } from '@aws-sdk/client-lambda';
import { createFunction, deleteFunctions } from './test-function.ts';
import { type Fields, mskSource, selfManagedSource, TestMappings } from './test-mappings.ts';

let mappings: TestMappings;

beforeAll(async () => {
  mappings = await TestMappings.ofNewFunction();
});

afterEach(() => mappings.removeAll());

afterAll(deleteFunctions);

const onFailure = (Destination: string): Fields => ({ DestinationConfig: { OnFailure: { Destination } } });
const registry: Fields = {
  AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry' } },
};
const pattern = (Pattern: string): Fields => ({ FilterCriteria: { Filters: [{ Pattern }] } });
const ConsumptionMode: KafkaEventSourceMappingConsumptionMode = 'Queue';

test.each<[string, Fields, RegExp]>([
  ['batch size', { BatchSize: 10_001 }, /'batchSize' failed|out of bounds/],
  ['pollers', { ProvisionedPollerConfig: { MinimumPollers: 5, MaximumPollers: 2 } }, /MinimumPollers must not be/],
  ['record age', { MaximumRecordAgeInSeconds: 30 }, /must be -1 or at least 60/],
  ['starting position', { StartingPosition: undefined }, /Value null at 'startingPosition'/],
  ['time to start at', { StartingPosition: 'AT_TIMESTAMP' }, /StartingPositionTimestamp is required/],
  [
    'time in the future',
    { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date(Date.now() + 86_400_000) },
    /cannot be in the future/,
  ],
  ['topics', { Topics: ['a', 'b'] }, /exactly one member/],
  ['topic', { Topics: undefined }, /exactly one member/],
  ['destination in the cluster', onFailure('kafka://failed'), /only supported in provisioned mode/],
  [
    'own topic as a destination',
    { ...onFailure('kafka://users'), ProvisionedPollerConfig: { MinimumPollers: 1 } },
    /must not be the topic of the event source/,
  ],
  ['FIFO destination', onFailure('arn:aws:sqs:us-east-1:000000000000:q.fifo'), /FIFO queues and topics are not/],
  ['schema registry', registry, /SchemaRegistryConfig is only available for Provisioned Mode/],
  ['log level', { LoggingConfig: { SystemLogLevel: 'INFO' } }, /LoggingConfig is only supported in provisioned mode/],
  ['filter that is no JSON', pattern('{'), /^Invalid filter pattern definition.$/],
  ['filter that is no pattern', pattern('{"value":{"a":"no list"}}'), /^Invalid filter pattern definition.$/],
  [
    'authentication',
    { SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:us-east-1:1:secret:s' }] },
    /type BASIC_AUTH is not supported/,
  ],
  ['success destination', { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:::q' } } }, /Unsupported/],
])('refuses a mapping with a %s that AWS refuses', async (_what, fields, message) => {
  await expect(mappings.create(mskSource(fields))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });

  expect(await mappings.list()).toEqual([]);
});

test.each([
  'arn:aws:s3:::failed-records',
  'arn:aws:sns:us-east-1:000000000000:failed',
  'arn:aws:sqs:us-east-1:000000000000:failed',
  'kafka://failed',
])('takes %s as the on-failure destination', async (destination) => {
  const fields: Fields = { ...onFailure(destination), ProvisionedPollerConfig: { MinimumPollers: 1 } };

  const uuid = await mappings.create(mskSource(fields));

  expect(await mappings.read(uuid)).toMatchObject(fields);
});

test('refuses a self-managed cluster that nobody could reach, and the mode that the poller does not know', async () => {
  const unreachable = () => mappings.create(selfManagedSource({ SourceAccessConfigurations: [] }));
  const queue = () => mappings.create(selfManagedSource({ SelfManagedKafkaEventSourceConfig: { ConsumptionMode } }));

  await expect(unreachable).rejects.toThrow("Required 'sourceAccessConfigurations' parameter is missing.");
  await expect(queue).rejects.toThrow('ConsumptionMode Queue is not supported by this local poller');
});

test('refuses functions that are not there or may run for too long', async () => {
  const slow = await createFunction('export const handler = async () => null;', { Timeout: 841 });
  const mapping = (functionName: string) => new TestMappings(functionName).create(mskSource());

  await expect(mapping('no-such-function')).rejects.toThrow(/Function (does not exist|not found)/);
  await expect(mapping(`${mappings.functionName}:no-such-alias`)).rejects.toThrow('Function not found');
  await expect(mapping(slow)).rejects.toThrow('at most 840 seconds');
});

test('refuses a second mapping of the same topic and function, and a consumer group that another has', async () => {
  const group = { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'only-once' } };
  const uuid = await mappings.create(mskSource(group));

  const outcomes = await Promise.allSettled([
    mappings.create(mskSource()),
    mappings.create(mskSource({ ...group, Topics: ['other'] })),
  ]);

  const conflict = { name: 'ResourceConflictException', message: expect.stringContaining(uuid) };
  expect(outcomes).toMatchObject(Array(2).fill({ status: 'rejected', reason: conflict }));
});

test('refuses updates that AWS refuses, and keeps the mapping as it was', async () => {
  const uuid = await mappings.create(mskSource({ BatchSize: 10 }));
  await mappings.inState(uuid, 'Enabled');

  const updates = [
    { BatchSize: 0 },
    onFailure('kafka://failed'),
    { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'other' } },
    { FunctionName: 'no-such-function' },
  ].map((fields) => mappings.update(uuid, { ...fields, MaximumRetryAttempts: 3 }));
  const outcomes = await Promise.allSettled(updates);

  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  const after = await mappings.inState(uuid, 'Enabled');
  expect(after).toMatchObject({ BatchSize: 10, AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: uuid } });
  expect(after).not.toHaveProperty('MaximumRetryAttempts');
});
