import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { isKafkaMapping, parseMapping } from '../../../../../local/event-source-mapping/worker/mapping.ts';

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

  expect(() => parseMapping(config)).toThrow('ConsumptionMode Queue is not supported by this poller yet');
});

test('names what a mapping lacks', () => {
  expect(() => parseMapping({ ...msk, FunctionArn: undefined })).toThrow('has no FunctionArn');
});

test('is only for mappings of Kafka topics', () => {
  const queue = { ...msk, EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' };

  expect([msk, queue, { ...msk, Topics: [] }].map(isKafkaMapping)).toEqual([true, false, false]);
});
