import type { MSKEvent } from 'aws-lambda';
import { createBucket, createQueue, createSnsTopic } from '../support/event-source-mapping/destinations.ts';
import type { MappedTopicOptions } from '../support/event-source-mapping/mapped-topic.ts';
import { createMapping } from '../support/event-source-mapping/mappings.ts';
import { recordsOf, valuesOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { createTopic, numbered, readTopic } from '../support/event-source-mapping/topics.ts';
import { connections } from '../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();

// Takes a record that no event can hold.
const largeRecords = [{ name: 'max.message.bytes', value: '10000000' }];
const oversizeValue = 'x'.repeat(5_000_000);

const provisioned = { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 } };
const onFailure = (Destination: string) => ({ DestinationConfig: { OnFailure: { Destination } } });
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** A function that fails, and a mapping that gives up after two attempts. */
function failingMapping(destination: string, options: MappedTopicOptions = {}) {
  return shared.map({
    reply: () => ({ error: 'always' }),
    MaximumRetryAttempts: 1,
    ...onFailure(destination),
    ...options,
  });
}

/** What a queue and an SNS topic get for the records 0 and 1. */
function failureOf(topic: string, source: object) {
  return {
    requestContext: {
      requestId: expect.stringMatching(/./),
      functionArn: shared.recorded.arn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: isoTime,
    KafkaBatchInfo: {
      batchSize: 2,
      ...source,
      bootstrapServers: connections().kafka.bootstrapServers,
      payloadSize: expect.any(Number),
      recordsInfo: {
        [`${topic}-0`]: {
          firstRecordOffset: '0',
          lastRecordOffset: '1',
          firstRecordTimestamp: '2018-12-17T17:30:50.987Z',
          lastRecordTimestamp: '2018-12-17T17:30:51.987Z',
        },
      },
    },
  };
}

const twoRecords = [
  { value: '0', timestamp: '1545067850987' },
  { value: '1', timestamp: '1545067851987' },
];

test('37. a queue is told where the failed records are, by offsets as text and with no payload', async () => {
  const queue = await createQueue();
  const { clusterArn } = connections().kafka;
  const mapped = await failingMapping(queue.arn, { EventSourceArn: clusterArn, messages: twoRecords });

  await mapped.committed(2);

  expect(await queue.receive()).toEqual(failureOf(mapped.topic, { eventSourceArn: clusterArn }));
});

test('an SNS topic is told the same', async () => {
  const notifications = await createSnsTopic();
  const mapped = await failingMapping(notifications.arn, { messages: twoRecords });

  await mapped.committed(2);

  const { Message, ...notification } = await notifications.receive();
  expect(notification).not.toHaveProperty('MessageAttributes');
  expect(JSON.parse(Message)).toEqual(failureOf(mapped.topic, {}));
});

test('38. an S3 bucket gets the event itself as text, as the function did', async () => {
  const bucket = await createBucket();
  const messages = [{ key: 'ключ', value: '"quoted"', headers: { h: 'v' } }];
  const mapped = await failingMapping(bucket.arn, { messages });

  await mapped.committed(1);

  const [key = '', ...others] = await bucket.keys();
  const { payload, ...record } = await bucket.read(key);
  expect(others).toEqual([]);
  expect(key).toMatch(new RegExp(`^aws/lambda/${mapped.uuid}/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9T.-]{19}-[0-9a-f-]{36}$`));
  expect(record).toMatchObject({ requestContext: { condition: 'RetryAttemptsExhausted' }, version: '1.0' });
  expect(JSON.parse(payload)).toEqual(mapped.events[0]);
});

test('39. a Kafka topic gets each failed record in a message of its own, with the record’s key', async () => {
  const failures = await createTopic(2);
  const mapped = await failingMapping(`kafka://${failures}`, {
    ...provisioned,
    messages: [
      { key: 'k', value: '0' },
      { key: 'k', value: '1' },
      { key: null, value: '2' },
      { key: null, value: '3' },
    ],
  });

  await mapped.committed(4);

  const messages = await readTopic(failures, 4);
  const withKey = messages.filter(({ key }) => key === 'k');
  const withoutKey = messages.filter(({ key }) => key === null);
  const [event] = mapped.events;
  expect(withKey.map(({ value }) => value)).toMatchObject(
    [0, 1].map((offset) => ({
      requestContext: {
        functionArn: `${shared.recorded.arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      KafkaBatchInfo: { batchSize: 1, recordInfo: { offset: String(offset), timestamp: isoTime } },
      payload: { ...event, records: { [`${mapped.topic}-0`]: [event?.records[`${mapped.topic}-0`]?.[offset]] } },
    })),
  );
  expect(new Set(withKey.map(({ partition }) => partition)).size).toBe(1);
  expect(withoutKey.map(({ partition }) => partition).sort()).toEqual([0, 1]);
});

test('40. a Kafka topic that is the mapping’s own source is refused', async () => {
  const topic = await createTopic();

  const creating = createMapping(shared.recorded, topic, { ...provisioned, ...onFailure(`kafka://${topic}`) });

  await expect(creating).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('a record that no event can hold is described to the queue, and the function is not invoked', async () => {
  const queue = await createQueue();
  const mapped = await failingMapping(queue.arn, { topicConfig: largeRecords, reply: () => ({}) });

  await mapped.produce([{ value: oversizeValue }]);
  await mapped.produce([{ value: 'small' }]);
  await mapped.committed(2);

  expect(await queue.receive()).toMatchObject({
    requestContext: { condition: 'MaximumPayloadSizeExceeded', approximateInvokeCount: 0 },
    responseContext: null,
    KafkaBatchInfo: {
      batchSize: 1,
      recordsInfo: { [`${mapped.topic}-0`]: { firstRecordOffset: '0', lastRecordOffset: '0' } },
    },
  });
  expect(mapped.events.flatMap(valuesOf)).toEqual(['small']);
});

test('a record that no event can hold is kept whole in the bucket', async () => {
  const bucket = await createBucket();
  const mapped = await failingMapping(bucket.arn, { topicConfig: largeRecords, messages: [{ value: oversizeValue }] });

  await mapped.committed(1);

  const [key = ''] = await bucket.keys();
  const { requestContext, payload } = await bucket.read(key);
  const [record] = recordsOf([JSON.parse(payload) as MSKEvent]);
  expect(requestContext.condition).toBe('MaximumPayloadSizeExceeded');
  expect(Buffer.from(record?.value ?? '', 'base64').toString() === oversizeValue).toBe(true);
});

test.each([
  ['bucket', 'arn:aws:s3:::poller-test-missing'],
  ['SNS topic', 'arn:aws:sns:us-east-1:000000000000:poller-test-missing'],
  ['queue', 'arn:aws:sqs:us-east-1:000000000000:poller-test-missing'],
  ['Kafka topic', 'kafka://poller-test-missing'],
])('what a missing %s does not take counts as dropped, and the partition goes on', async (_, destination) => {
  const mapped = await failingMapping(destination, provisioned);
  mapped.reply = (event) => (valuesOf(event).includes('1') ? { error: 'poison' } : {});

  await mapped.produce(numbered(2));
  await mapped.committed(2);
  await mapped.produce(numbered(1, 0, 2));
  await mapped.committed(3);

  expect(await mapped.status()).toMatchObject({ counts: { sentToDestination: 0, dropped: 2, delivered: 1 } });
});
