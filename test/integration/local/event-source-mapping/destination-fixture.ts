import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { eventually } from '../../../support/eventually.ts';
import { afterTest, clientSettings, kafka } from './poller-fixture.ts';

const sqs = new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false });
const sns = new SNSClient(clientSettings);
const s3 = new S3Client({ ...clientSettings, forcePathStyle: true });

export async function createQueue() {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `poller-test-${randomUUID()}` }));
  afterTest(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return {
    arn: Attributes?.QueueArn as string,
    /** The next message, parsed. */
    receive: async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
      return JSON.parse(Messages?.[0]?.Body ?? 'null');
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
  const Bucket = `poller-test-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const keys = async () => {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return (Contents ?? []).map(({ Key }) => Key as string);
  };
  afterTest(async () => {
    for (const Key of await keys()) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
  return {
    arn: `arn:aws:s3:::${Bucket}`,
    keys,
    read: async (Key: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? 'null');
    },
  };
}

export interface TopicMessage {
  readonly partition: number;
  readonly key: string | null;
  readonly value: unknown;
}

/** The messages of a topic from its beginning, as soon as there are so many. */
export async function readTopic(topic: string, count: number): Promise<TopicMessage[]> {
  const messages: TopicMessage[] = [];
  const consumer = kafka.consumer({ groupId: randomUUID() });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value } }) => {
        messages.push({ partition, key: key?.toString() ?? null, value: JSON.parse(value?.toString() ?? 'null') });
      },
    });
    await eventually(async () => expect(messages.length).toBeGreaterThanOrEqual(count), 20_000);
  } finally {
    await consumer.disconnect();
  }
  return messages;
}
