import {
  type LogContent,
  type LogOrigin,
  logRecord,
  type SystemLogLevel,
  takes,
} from '../../../../../local/event-source-mapping/system-log/log-record.ts';

const origin: LogOrigin = {
  resourceArn: 'arn:aws:lambda:us-east-1:123456789012:event-source-mapping:uuid',
  eventSourceArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/tests-cluster/1',
  eventProcessorId: 'uuid/0',
};

const contents: Record<string, LogContent> = {
  error: { error: { errorMessage: 'Timeout', errorCode: 'PollingError' } },
  connection: {
    kafkaEventSourceConnection: {
      brokerEndpoints: 'broker:9098',
      consumerId: 'uuid-0',
      topics: ['test'],
      consumerGroupId: 'uuid',
      securityProtocol: 'SASL_SSL',
      saslMechanism: 'AWS_MSK_IAM',
      totalPartitionCount: 2,
      assignedPartitionCount: 1,
      partitionsAssignmentGeneration: 5,
      assignedPartitions: ['test-0'],
    },
  },
  offsets: {
    kafkaPartitionOffsets: {
      partition: 'test-1',
      endOffset: 5004,
      consumedOffset: 5003,
      processedOffset: 5003,
      committedOffset: 5004,
    },
  },
};

test.each([
  ['error', 'ESM_PROCESSING_EVENT', 'WARN'],
  ['connection', 'POLLER_STATUS_EVENT', 'INFO'],
  ['offsets', 'KAFKA_STATUS_EVENT', 'DEBUG'],
])('a record of the kind %s is AWS’s %s', (kind, eventType, logLevel) => {
  const content = contents[kind] as LogContent;

  const record = logRecord(origin, content, 1546347670000);

  // As text, because the order of the fields is AWS's too.
  expect(record).toBe(JSON.stringify({ eventType, timestamp: 1546347670000, ...origin, logLevel, ...content }));
});

test('a cluster of one’s own has no ARN in its records', () => {
  const record = logRecord({ ...origin, eventSourceArn: undefined }, contents.error as LogContent, 1);

  expect(JSON.parse(record)).not.toHaveProperty('eventSourceArn');
});

test.each<[SystemLogLevel, SystemLogLevel[]]>([
  ['DEBUG', ['DEBUG', 'INFO', 'WARN']],
  ['INFO', ['INFO', 'WARN']],
  ['WARN', ['WARN']],
])('a log of the level %s takes %j', (level, taken) => {
  const all: SystemLogLevel[] = ['DEBUG', 'INFO', 'WARN'];

  expect(all.filter((other) => takes(level, other))).toEqual(taken);
});
