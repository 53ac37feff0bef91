import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, type SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Activity } from '../../../../../../local/event-source-mapping/activity.ts';
import { noDestination } from '../../../../../../local/event-source-mapping/sender/destinations/destination.ts';
import {
  type DestinationClients,
  openDestination,
} from '../../../../../../local/event-source-mapping/sender/destinations/open-destination.ts';
import { offsetsOf } from '../../event-records.ts';
import { givenUpBatch } from './given-up-batch.ts';

type Sent = PutObjectCommand | PublishCommand | GetQueueUrlCommand | SendMessageCommand;

const queueUrl = 'http://sqs/000000000000/failures';

/** A destination whose services take what is sent to them, after so many failures. */
function opened(name: string, { failures = 0, queue: address = { QueueUrl: queueUrl } as { QueueUrl?: string } } = {}) {
  const sent: { service: string; input: Record<string, unknown> }[] = [];
  const log: string[] = [];
  const activity = new Activity((line) => log.push(line));
  const client = (service: string) => ({
    send: async (command: Sent) => {
      sent.push({ service, input: { ...command.input } });
      if (failures > 0) {
        failures -= 1;
        throw new Error('no connection');
      }
      return command instanceof GetQueueUrlCommand ? address : {};
    },
  });
  const clients: DestinationClients = {
    sqs: client('sqs') as unknown as SQSClient,
    sns: client('sns') as unknown as SNSClient,
    s3: client('s3') as unknown as S3Client,
  };
  const destination = openDestination(
    name,
    { uuid: 'mapping', topic: 'users' },
    {
      clients,
      kafka: { brokers: ['127.0.0.1:9'] },
      serialise: (records) => JSON.stringify(offsetsOf(records)),
      backoff: { firstMs: 0, maxMs: 0 },
      activity,
    },
  );
  return { destination, sent, log, activity };
}

const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';
const topic = 'arn:aws:sns:us-east-1:000000000000:failures';
const anyFailure = { requestContext: { condition: 'RetryAttemptsExhausted' }, KafkaBatchInfo: { batchSize: 2 } };
const { signal } = new AbortController();
const written = (text: unknown) => JSON.parse(String(text));

test('a queue gets the failure record at the address that its service gives', async () => {
  const { destination, sent } = opened(queue);

  const taken = await destination.deliver(givenUpBatch, signal);

  const MessageBody = expect.any(String);
  expect(taken).toBe(2);
  expect(sent).toEqual([
    { service: 'sqs', input: { QueueName: 'failures', QueueOwnerAWSAccountId: '000000000000' } },
    { service: 'sqs', input: { QueueUrl: queueUrl, MessageBody } },
  ]);
  expect(written(sent[1]?.input.MessageBody)).toMatchObject(anyFailure);
});

test('a queue without an address is waited for', async () => {
  const stop = new AbortController();
  const { destination, log } = opened(queue, { queue: {} });

  const delivery = destination.deliver(givenUpBatch, stop.signal);
  setTimeout(() => stop.abort(), 5);

  expect(await delivery).toBe(0);
  expect(log[0]).toContain(`GetQueueUrl gave no address for ${queue}.`);
});

test('a topic of SNS gets the failure record', async () => {
  const { destination, sent } = opened(topic);

  const taken = await destination.deliver(givenUpBatch, signal);

  expect(taken).toBe(2);
  expect(sent).toEqual([{ service: 'sns', input: { TopicArn: topic, Message: expect.any(String) } }]);
  expect(written(sent[0]?.input.Message)).toMatchObject(anyFailure);
});

test('a bucket gets an object with the failure record and the event', async () => {
  const { destination, sent } = opened('arn:aws:s3:::failures');

  const taken = await destination.deliver(givenUpBatch, signal);

  expect(taken).toBe(2);
  expect(sent).toEqual([
    {
      service: 's3',
      input: {
        Bucket: 'failures',
        Key: expect.stringMatching(/^aws\/lambda\/mapping\/\d{4}\/\d\d\/\d\d\//),
        Body: expect.any(String),
        ContentType: 'application/json',
      },
    },
  ]);
  expect(written(sent[0]?.input.Body)).toMatchObject({ ...anyFailure, payload: '[7,8]' });
});

test('a failed attempt is counted and said by the destination’s name, and the same message sent again', async () => {
  const { destination, sent, log, activity } = opened(topic, { failures: 2 });

  const taken = await destination.deliver(givenUpBatch, signal);

  expect(taken).toBe(2);
  expect(new Set(sent.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  expect(activity.counts.destinationErrors).toBe(2);
  expect(log).toEqual([`waiting for the on-failure destination ${topic} (Error: no connection)`]);
});

test('a topic of the cluster is connected to when the first records come', async () => {
  const { destination, sent, log } = opened('kafka://failures');

  const taken = await destination.deliver(givenUpBatch, AbortSignal.abort());
  await destination.close();

  expect(taken).toBe(0);
  expect(sent).toEqual([]);
  expect(log).toEqual([]);
});

test('the topic that the records come from cannot be one', () => {
  expect(() => opened('kafka://users')).toThrow('is the topic that the records come from');
});

test('a destination of AWS has nothing to close', async () => {
  const { destination } = opened(queue);

  expect(await destination.close()).toBeUndefined();
});

test('without a destination nothing takes the records', async () => {
  expect(await noDestination.deliver(givenUpBatch, signal)).toBe(0);
  expect(await noDestination.close()).toBeUndefined();
});
