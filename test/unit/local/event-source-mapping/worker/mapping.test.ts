import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import {
  hasProvisionedPollers,
  isKafkaMapping,
  parseMapping,
} from '../../../../../local/event-source-mapping/worker/mapping.ts';

const clusterArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';
const msk: EventSourceMappingConfiguration = {
  UUID: 'uuid',
  FunctionArn: 'function',
  EventSourceArn: clusterArn,
  Topics: ['users'],
};

test('fills in AWS’s defaults', () => {
  const mapping = parseMapping(msk);

  expect(mapping).toEqual({
    uuid: 'uuid',
    functionArn: 'function',
    cluster: { arn: clusterArn },
    accessSettings: {},
    topic: 'users',
    groupId: 'uuid',
    startingPosition: { kind: 'TRIM_HORIZON' },
    batchSize: 100,
    windowMs: 500,
    retryPolicy: { retries: Number.POSITIVE_INFINITY, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false },
    readsBatchResponse: false,
    onFailureArn: undefined,
  });
});

test('reads what the mapping says', () => {
  const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';
  const mapping = parseMapping({
    ...msk,
    EventSourceArn: undefined,
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['a:1', 'b:2'] } },
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'group' },
    SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: 'arn:secret' }],
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: new Date(7000),
    BatchSize: 9,
    MaximumBatchingWindowInSeconds: 0,
    MaximumRetryAttempts: 0,
    MaximumRecordAgeInSeconds: 60,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: queue } },
  });

  expect(mapping).toMatchObject({
    cluster: { bootstrapServers: 'a:1,b:2' },
    accessSettings: { authentication: { method: 'BASIC_AUTH', secretArn: 'arn:secret' } },
    groupId: 'group',
    startingPosition: { kind: 'AT_TIMESTAMP', timestampMs: 7000 },
    batchSize: 9,
    windowMs: 0,
    retryPolicy: { retries: 0, recordAgeMs: 60_000, bisect: true },
    readsBatchResponse: true,
    onFailureArn: queue,
  });
});

test('retries without limit end after ten when a destination waits for what fails', () => {
  const DestinationConfig = { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failures' } };

  const { retryPolicy } = parseMapping({ ...msk, MaximumRetryAttempts: -1, DestinationConfig });

  expect(retryPolicy.retries).toBe(10);
});

test('names ConsumptionMode Queue, which it does not support', () => {
  const config = { ...msk, SelfManagedKafkaEventSourceConfig: { ConsumptionMode: 'Queue' as const } };

  expect(() => parseMapping(config)).toThrow(
    'ConsumptionMode Queue is not supported by this poller yet; remove it to run the mapping.',
  );
});

test('names what a mapping lacks', () => {
  const own = { ...msk, EventSourceArn: undefined };
  const timed = { ...msk, StartingPosition: 'AT_TIMESTAMP' as const };

  expect(() => parseMapping({ ...msk, FunctionArn: undefined })).toThrow(
    'The event source mapping has no FunctionArn; delete it and create it with one.',
  );
  expect(() => parseMapping({ ...msk, UUID: '' })).toThrow('has no UUID');
  expect(() => parseMapping({ ...msk, Topics: [] })).toThrow('has no Topics');
  expect(() => parseMapping({ ...msk, Topics: undefined })).toThrow('has no Topics');
  expect(() => parseMapping(own)).toThrow('has no SelfManagedEventSource.Endpoints.KAFKA_BOOTSTRAP_SERVERS');
  expect(() => parseMapping({ ...own, SelfManagedEventSource: {} })).toThrow('KAFKA_BOOTSTRAP_SERVERS');
  expect(() => parseMapping(timed)).toThrow('has no StartingPositionTimestamp');
});

test.each<[string, EventSourceMappingConfiguration, boolean]>([
  ['an MSK cluster’s topic', msk, true],
  ['a topic of one’s own', { SelfManagedEventSource: {}, Topics: ['users'] }, true],
  ['a queue', { ...msk, EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' }, false],
  ['a source that is no ARN', { ...msk, EventSourceArn: 'urn:aws:kafka' }, false],
  ['a source without a name', { ...msk, EventSourceArn: undefined }, false],
  ['a topic that is not told', { ...msk, Topics: undefined }, true],
])('whether it is for %s', (_, config, expected) => {
  expect(isKafkaMapping(config)).toBe(expected);
});

test.each<[EventSourceMappingConfiguration['ProvisionedPollerConfig'], object | undefined]>([
  [undefined, undefined],
  [{}, undefined],
  [{ MinimumPollers: 3 }, { minimum: 3, maximum: 200 }],
  [{ MaximumPollers: 3 }, { minimum: 1, maximum: 3 }],
  [
    { MinimumPollers: 2, MaximumPollers: 4 },
    { minimum: 2, maximum: 4 },
  ],
  [
    { MinimumPollers: 4, MaximumPollers: 2 },
    { minimum: 4, maximum: 4 },
  ],
])('the provisioned pollers %j are %j', (ProvisionedPollerConfig, expected) => {
  expect(parseMapping({ ...msk, ProvisionedPollerConfig }).provisionedPollers).toEqual(expected);
  expect(hasProvisionedPollers({ ...msk, ProvisionedPollerConfig })).toBe(expected !== undefined);
});

test('begins at the end of the topic where it says so', () => {
  expect(parseMapping({ ...msk, StartingPosition: 'LATEST' }).startingPosition).toEqual({ kind: 'LATEST' });
});

test('waits as long as it says, which LocalStack does with null for nothing', () => {
  const windowMs = (seconds: unknown) =>
    parseMapping({ ...msk, MaximumBatchingWindowInSeconds: seconds as number }).windowMs;

  expect([windowMs(3), windowMs(null)]).toEqual([3000, 500]);
});

test('no limit is one that is left out, null or -1', () => {
  const retryPolicy = (value: unknown) =>
    parseMapping({ ...msk, MaximumRetryAttempts: value as number, MaximumRecordAgeInSeconds: value as number })
      .retryPolicy;
  const unlimited = { retries: Number.POSITIVE_INFINITY, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false };

  expect([retryPolicy(undefined), retryPolicy(null), retryPolicy(-1)]).toEqual([unlimited, unlimited, unlimited]);
  expect(retryPolicy(4)).toEqual({ retries: 4, recordAgeMs: 4000, bisect: false });
});

test('retries that are limited stay so with a destination, and an empty one is none', () => {
  const to = (Destination: string) => ({ DestinationConfig: { OnFailure: { Destination } } });
  const limited = parseMapping({ ...msk, ...to('arn:aws:s3:::failures'), MaximumRetryAttempts: 3 });
  const without = parseMapping({ ...msk, ...to('') });

  expect(limited.retryPolicy.retries).toBe(3);
  expect(without).toMatchObject({ onFailureArn: undefined, retryPolicy: { retries: Number.POSITIVE_INFINITY } });
});

test('the brokers of a template are as good as those of the API', () => {
  const Endpoints: object = { KafkaBootstrapServers: ['a:1', 'b:2'] };

  const { cluster } = parseMapping({ ...msk, EventSourceArn: undefined, SelfManagedEventSource: { Endpoints } });

  expect(cluster).toEqual({ bootstrapServers: 'a:1,b:2' });
});

test('the group, the registry and the filters are those of the cluster’s kind', () => {
  const SchemaRegistryConfig = { SchemaRegistryURI: 'http://registry' };
  const FilterCriteria = { Filters: [{ Pattern: '{}' }] };
  const AmazonManagedKafkaEventSourceConfig = { ConsumerGroupId: 'group', SchemaRegistryConfig };

  const mapping = parseMapping({ ...msk, AmazonManagedKafkaEventSourceConfig, FilterCriteria });

  expect(mapping).toMatchObject({
    groupId: 'group',
    schemaRegistry: SchemaRegistryConfig,
    filterCriteria: FilterCriteria,
  });
});
