import { failureRecord } from '../../../../../local/event-source-mapping/sender/failure-record.ts';
import type { EventSource } from '../../../../../local/event-source-mapping/source.ts';
import { eventRecord } from '../event-records.ts';

const source: EventSource = { kind: 'aws:kafka', arn: 'arn:cluster', bootstrapServers: 'b:9092', topic: 'Topic' };
const batch = {
  source,
  functionArn: 'arn:function',
  condition: 'RetryAttemptsExhausted',
  invocations: 11,
  answer: { requestId: 'request', statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  records: [eventRecord(7), eventRecord(9), eventRecord(3, 2)],
  payloadBytes: 2039,
} as const;

test('names what was given up as Lambda does, with offsets as text and no record itself', () => {
  expect(failureRecord(batch, 'unused', Date.parse('2019-11-14T00:38:06.021Z'))).toEqual({
    requestContext: {
      requestId: 'request',
      functionArn: 'arn:function',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 11,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2019-11-14T00:38:06.021Z',
    KafkaBatchInfo: {
      batchSize: 3,
      eventSourceArn: 'arn:cluster',
      bootstrapServers: 'b:9092',
      payloadSize: 2039,
      recordsInfo: {
        'Topic-0': {
          firstRecordOffset: '7',
          lastRecordOffset: '9',
          firstRecordTimestamp: '1970-01-01T00:00:01.007Z',
          lastRecordTimestamp: '1970-01-01T00:00:01.009Z',
        },
        'Topic-2': {
          firstRecordOffset: '3',
          lastRecordOffset: '3',
          firstRecordTimestamp: '1970-01-01T00:00:01.003Z',
          lastRecordTimestamp: '1970-01-01T00:00:01.003Z',
        },
      },
    },
  });
});

test('has no response where the function was not invoked', () => {
  const refused = { ...batch, condition: 'MaximumPayloadSizeExceeded', answer: undefined, invocations: 0 } as const;

  expect(failureRecord(refused, 'own-id', 0)).toMatchObject({
    requestContext: { requestId: 'own-id', condition: 'MaximumPayloadSizeExceeded', approximateInvokeCount: 0 },
    responseContext: null,
  });
});
