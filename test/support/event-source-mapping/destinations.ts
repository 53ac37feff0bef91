import { randomUUID } from 'node:crypto';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { s3Bucket } from '../aws/s3-bucket.ts';
import { clientSettings } from '../stack/client-settings.ts';
import { afterTest } from './clean-up.ts';

const receiveMs = 60_000;

const sqs = new SQSClient({ ...clientSettings(), useQueueUrlAsEndpoint: false });
const sns = new SNSClient(clientSettings());

export async function createQueue() {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `poller-test-${randomUUID()}` }));
  afterTest(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return {
    arn: Attributes?.QueueArn as string,
    /** The next message, parsed; null when none comes within a minute. */
    receive: async () => {
      const until = Date.now() + receiveMs;
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
        if (Messages.length > 0 || Date.now() > until) return JSON.parse(Messages[0]?.Body ?? 'null');
      }
    },
    /** All messages that are there, parsed. */
    drain: async () => {
      const parsed: unknown[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return parsed;
        parsed.push(...Messages.map(({ Body }) => JSON.parse(Body ?? 'null') as unknown));
      }
    },
  };
}

/** A topic whose notifications, as SNS wraps them, can be received. */
export async function createSnsTopic() {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `poller-test-${randomUUID()}` }));
  afterTest(() => sns.send(new DeleteTopicCommand({ TopicArn })));
  const queue = await createQueue();
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn }));
  return { arn: TopicArn as string, receive: queue.receive };
}

export async function createBucket() {
  const { name, keys, ...bucket } = s3Bucket(`poller-test-${randomUUID()}`);
  await bucket.create();
  afterTest(bucket.delete);
  return {
    arn: `arn:aws:s3:::${name}`,
    keys,
    read: async (key: string) => JSON.parse((await bucket.get(key)).toString('utf8')),
  };
}
