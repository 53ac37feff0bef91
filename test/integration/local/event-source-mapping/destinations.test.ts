import type { MSKEvent } from 'aws-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack.ts';
import { createBucket, createQueue, createSnsTopic, readTopic } from './destination-fixture.ts';
import {
  cleanUp,
  committedOffset,
  createMapping,
  createTopic,
  deployFunction,
  launchPoller,
  numbered,
  produce,
  startPoller,
  topicName,
} from './poller-fixture.ts';
import { recordsOf } from './recorded-function.ts';

afterEach(cleanUp);

// Takes a record that no event can hold.
const largeRecords = [{ name: 'max.message.bytes', value: '10000000' }];
const oversizeValue = 'x'.repeat(5_000_000);

/** A function that fails with the records that have this value, or with all, and a mapping with the destination. */
async function failingMapping(destination: string, topic: string, poison?: string) {
  const recorded = await deployFunction();
  recorded.reply = (event) => (poison === undefined || holds(event, poison) ? { error: 'poison' } : {});
  const uuid = await createMapping(recorded, topic, {
    MaximumRetryAttempts: 1,
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 },
    DestinationConfig: { OnFailure: { Destination: destination } },
  });
  return { recorded, uuid };
}

function holds(event: MSKEvent, value: string): boolean {
  return recordsOf([event]).some((record) => Buffer.from(record.value, 'base64').toString() === value);
}

function reaches(uuid: string, topic: string, offset: number): Promise<void> {
  return eventually(async () => expect(await committedOffset(uuid, topic)).toBe(offset), 40_000);
}

test('an SNS topic is told where the failed records are', async () => {
  const topic = await createTopic();
  const notifications = await createSnsTopic();
  const { recorded, uuid } = await failingMapping(notifications.arn, topic);
  await produce(topic, numbered(2));

  await startPoller(uuid);
  await reaches(uuid, topic, 2);

  const { Message, ...notification } = await notifications.receive();
  expect(notification).not.toHaveProperty('MessageAttributes');
  expect(JSON.parse(Message)).toEqual({
    requestContext: {
      requestId: expect.any(String),
      functionArn: recorded.arn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: expect.any(String),
    KafkaBatchInfo: {
      batchSize: 2,
      bootstrapServers: connections().kafka.bootstrapServers,
      payloadSize: expect.any(Number),
      recordsInfo: { [`${topic}-0`]: expect.objectContaining({ firstRecordOffset: '0', lastRecordOffset: '1' }) },
    },
  });
});

test('an S3 bucket gets the event itself, as the function did', async () => {
  const topic = await createTopic();
  const bucket = await createBucket();
  const { recorded, uuid } = await failingMapping(bucket.arn, topic);
  await produce(topic, [{ key: 'ключ', value: '"quoted"', headers: { h: 'v' } }]);

  await startPoller(uuid);
  await reaches(uuid, topic, 1);

  const [key = '', ...others] = await bucket.keys();
  const { payload, ...record } = await bucket.read(key);
  expect(others).toEqual([]);
  expect(key).toMatch(new RegExp(`^aws/lambda/${uuid}/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9T.-]{19}-[0-9a-f-]{36}$`));
  expect(record).toMatchObject({ requestContext: { condition: 'RetryAttemptsExhausted' }, version: '1.0' });
  expect(JSON.parse(payload)).toEqual(recorded.events[0]);
});

test('a Kafka topic gets each failed record in a message of its own, with the record’s key', async () => {
  const topic = await createTopic();
  const failures = await createTopic(2);
  const { recorded, uuid } = await failingMapping(`kafka://${failures}`, topic);
  await produce(topic, [
    { key: 'k', value: '0' },
    { key: 'k', value: '1' },
    { key: null, value: '2' },
    { key: null, value: '3' },
  ]);

  await startPoller(uuid);
  await reaches(uuid, topic, 4);

  const messages = await readTopic(failures, 4);
  const withKey = messages.filter(({ key }) => key === 'k');
  const withoutKey = messages.filter(({ key }) => key === null);
  const [event] = recorded.events;
  expect(withKey.map(({ value }) => value)).toMatchObject(
    [0, 1].map((offset) => ({
      requestContext: {
        functionArn: `${recorded.arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      KafkaBatchInfo: { batchSize: 1, recordInfo: { offset: String(offset), timestamp: expect.any(String) } },
      payload: { ...event, records: { [`${topic}-0`]: [event?.records[`${topic}-0`]?.[offset]] } },
    })),
  );
  expect(new Set(withKey.map(({ partition }) => partition)).size).toBe(1);
  expect(withoutKey.map(({ partition }) => partition).sort()).toEqual([0, 1]);
});

test('a record too large for the Kafka topic is dropped, and the others are written', async () => {
  const topic = await createTopic();
  const failures = await createTopic(1, [{ name: 'max.message.bytes', value: '5000' }]);
  const { uuid } = await failingMapping(`kafka://${failures}`, topic);
  await produce(topic, [{ value: '0' }, { value: 'x'.repeat(8000) }, { value: '2' }]);

  const poller = await startPoller(uuid);
  await reaches(uuid, topic, 3);

  const written = await readTopic(failures, 2);
  expect(written.map(({ value }) => value)).toMatchObject(
    ['0', '2'].map((offset) => ({ KafkaBatchInfo: { recordInfo: { offset } } })),
  );
  expect((await poller.status()).counts).toMatchObject({ sentToDestination: 2, dropped: 1 });
});

test('a record that no event can hold is described to the queue without the function being invoked', async () => {
  const topic = await createTopic(1, largeRecords);
  const queue = await createQueue();
  const { recorded, uuid } = await failingMapping(queue.arn, topic, 'poison');
  await produce(topic, [{ value: oversizeValue }, { value: 'small' }]);

  await startPoller(uuid);
  await reaches(uuid, topic, 2);

  expect(await queue.receive()).toMatchObject({
    requestContext: { condition: 'MaximumPayloadSizeExceeded', approximateInvokeCount: 0 },
    responseContext: null,
    KafkaBatchInfo: {
      batchSize: 1,
      recordsInfo: { [`${topic}-0`]: { firstRecordOffset: '0', lastRecordOffset: '0' } },
    },
  });
  expect(recordsOf(recorded.events).map(({ offset }) => offset)).toEqual([1]);
});

test('a record that no event can hold is kept whole in the bucket', async () => {
  const topic = await createTopic(1, largeRecords);
  const bucket = await createBucket();
  const { uuid } = await failingMapping(bucket.arn, topic, 'poison');
  await produce(topic, [{ value: oversizeValue }]);

  await startPoller(uuid);
  await reaches(uuid, topic, 1);

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
])('what a missing %s does not take is dropped, and the partition goes on', async (_, destination) => {
  const topic = await createTopic();
  const { recorded, uuid } = await failingMapping(destination, topic, '1');
  await produce(topic, numbered(2));
  const poller = await startPoller(uuid);
  await reaches(uuid, topic, 2);

  await produce(topic, numbered(1, 0, 2));
  await reaches(uuid, topic, 3);

  expect((await poller.status()).counts).toMatchObject({ sentToDestination: 0, dropped: 2, delivered: 1 });
  expect(recordsOf(recorded.events).at(-1)?.offset).toBe(2);
});

test('a mapping whose destination is its own topic is not polled, and says so', async () => {
  const topic = topicName();
  await createTopic(1, [], topic);
  const { uuid } = await failingMapping(`kafka://${topic}`, topic);

  const poller = await launchPoller(uuid);

  const lastProcessingResult = expect.stringContaining(`kafka://${topic} is the topic that the records come from`);
  await eventually(async () => expect(await poller.status()).toMatchObject({ lastProcessingResult }), 20_000);
});
