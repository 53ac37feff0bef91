import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';

export const deadLetterQueue = 'users-sink-failures';

/** How many messages are in the sink's on-failure queue. */
export async function countDeadLetters(settings: Settings): Promise<number> {
  const client = new SQSClient(awsClientOptions(settings));
  try {
    return await countLetters(client);
  } finally {
    client.destroy();
  }
}

/** Those that somebody is reading are in the queue too, but hidden from others for a while. */
export async function countLetters(client: SQSClient): Promise<number> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
}
