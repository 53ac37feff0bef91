import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { failureRecord } from '../failure-record.ts';
import type { PrepareWrite } from './aws-destination.ts';

/** Sends failure records to a standard queue. */
export function sqsQueue(client: SQSClient, queueArn: string): PrepareWrite {
  return (batch) => {
    const body = JSON.stringify(failureRecord(batch, randomUUID(), Date.now()));
    return async () =>
      client.send(new SendMessageCommand({ QueueUrl: await queueUrl(client, queueArn), MessageBody: body }));
  };
}

async function queueUrl(client: SQSClient, queueArn: string): Promise<string> {
  const [, , , , account, name] = queueArn.split(':');
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }));
  if (QueueUrl === undefined) throw new Error(`GetQueueUrl gave no address for ${queueArn}.`);
  return QueueUrl;
}
