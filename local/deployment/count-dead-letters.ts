import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';
import { readQueueDepth } from './queue-depth.ts';

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
  const { waiting, taken } = await readQueueDepth(client, await deadLetterQueueUrl(client));
  return waiting + taken;
}

export async function deadLetterQueueUrl(client: SQSClient): Promise<string | undefined> {
  return (await client.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }))).QueueUrl;
}
