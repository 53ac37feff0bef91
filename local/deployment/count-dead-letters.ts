import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';

export const deadLetterQueue = 'users-sink-failures';

/** How many messages wait in the sink's on-failure queue. */
export async function countDeadLetters(settings: Settings): Promise<number> {
  const client = new SQSClient(awsClientOptions(settings));
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages);
  } finally {
    client.destroy();
  }
}
