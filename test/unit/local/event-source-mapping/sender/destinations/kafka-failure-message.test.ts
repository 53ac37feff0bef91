import { recordSerialiser } from '../../../../../../local/event-source-mapping/processor/serialise-record.ts';
import { failureMessage } from '../../../../../../local/event-source-mapping/sender/destinations/kafka-failure-message.ts';
import { kafkaRecord } from '../../event-records.ts';
import { clusterArn, functionArn, givenUpBatch } from './given-up-batch.ts';

const nowMs = Date.parse('2019-11-14T18:16:05.568Z');
const serialise = recordSerialiser('users');
const record = serialise({ ...kafkaRecord(100), key: Buffer.from('test-key') });
const event = `{"eventSource":"aws:kafka","records":{"users-0":[${record.json}]}}`;

function messageOf(batch = givenUpBatch) {
  const { key, value } = failureMessage(batch, record, event, 'own-id', nowMs);
  return { key, value: JSON.parse(value) };
}

test('a message has the record’s key, why it was given up, and the event as an object', () => {
  const { key, value } = messageOf();

  expect(key?.toString()).toBe('test-key');
  expect(value).toEqual({
    requestContext: {
      requestId: 'request',
      functionArn: `${functionArn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2019-11-14T18:16:05.568Z',
    KafkaBatchInfo: {
      batchSize: 1,
      eventSourceArn: clusterArn,
      bootstrapServers: 'b:9092',
      payloadSize: event.length,
      recordInfo: { offset: '100', timestamp: '1970-01-01T00:00:01.100Z' },
    },
    payload: JSON.parse(event),
  });
});

test('a qualifier of the function stays, and so does any other condition', () => {
  const alias = `${functionArn}:live`;

  const { value } = messageOf({
    ...givenUpBatch,
    functionArn: alias,
    condition: 'MaximumPayloadSizeExceeded',
    answer: undefined,
  });

  expect(value).toMatchObject({
    requestContext: { requestId: 'own-id', functionArn: alias, condition: 'MaximumPayloadSizeExceeded' },
    responseContext: null,
  });
});

test.each([
  ['no key', null],
  ['an empty key', Buffer.alloc(0)],
  ['a key that is not text', Buffer.from([0, 255, 128])],
])('%s stays as it was', (_, key) => {
  const other = serialise({ ...kafkaRecord(1), key });

  expect(failureMessage(givenUpBatch, other, event, 'id', nowMs).key).toEqual(key);
});

test('a key that a schema was taken from keeps it', () => {
  const originalKey = Buffer.from([0, 0, 0, 0, 7, 1]);

  const { key } = failureMessage(givenUpBatch, { ...record, originalKey }, event, 'own-id', nowMs);

  expect(key).toEqual(originalKey);
});
