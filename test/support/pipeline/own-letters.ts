import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import { deadLetterQueueUrl } from '../../../local/deployment/count-dead-letters.ts';
import { readQueueDepth } from '../../../local/deployment/queue-depth.ts';
import { eventually } from '../eventually.ts';
import { settings } from './deployed-pipeline.ts';

const sqs = new SQSClient(awsClientOptions(settings));
const receiveAgainMs = 30_000;

/** Puts a message into the pipeline's queue of dead letters. */
export async function sendLetter(MessageBody: string): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: await deadLetterQueueUrl(sqs), MessageBody }));
}

/** How many letters there are, when nobody is reading them. */
export async function settledDepth(): Promise<number> {
  const QueueUrl = await deadLetterQueueUrl(sqs);
  return eventually(async () => {
    const { waiting, taken } = await readQueueDepth(sqs, QueueUrl);
    expect(taken).toBe(0);
    return waiting;
  }, receiveAgainMs);
}

/** Deletes those letters whose text says that they are the test's own; the others stay. */
export async function deleteLetters(isOwn: (body: string) => boolean): Promise<void> {
  const QueueUrl = await deadLetterQueueUrl(sqs);
  await settledDepth();
  const others: (string | undefined)[] = [];
  for (let empty = 0; empty < 2; ) {
    const question = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 60 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(question));
    for (const { Body = '', ReceiptHandle } of Messages) {
      if (isOwn(Body)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      else others.push(ReceiptHandle);
    }
    empty = Messages.length === 0 ? empty + 1 : 0;
  }
  for (const ReceiptHandle of others) {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
}
