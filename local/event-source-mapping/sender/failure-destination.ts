import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Backoff, backoffMs } from '../backoff.ts';
import { failureRecord, type GivenUpBatch } from './failure-record.ts';

/** Takes the records of a queue's ARN; resolves false when the queue refused the message for good. */
export type GiveUp = (batch: GivenUpBatch, signal: AbortSignal) => Promise<boolean>;

/** For a mapping without a destination. */
export const noDestination: GiveUp = async () => false;

/**
 * Writes failure records to an SQS queue. While the queue cannot be reached the records wait; a queue that refuses the
 * message (it does not exist, it may not be written) makes them count as dropped, as on AWS.
 */
export function sqsDestination(
  client: SQSClient,
  queueArn: string,
  backoff: Backoff,
  log: (line: string) => void,
): GiveUp {
  return async (batch, signal) => {
    const body = JSON.stringify(failureRecord(batch, randomUUID(), Date.now()));
    for (let retry = 1; !signal.aborted; retry += 1) {
      try {
        await client.send(new SendMessageCommand({ QueueUrl: await queueUrl(client, queueArn), MessageBody: body }));
        return true;
      } catch (error) {
        log(`the on-failure destination ${queueArn} did not take a message: ${(error as Error).message}`);
        if (isRefusal(error)) return false;
        await wait(backoffMs(backoff, retry), undefined, { signal }).catch(() => undefined);
      }
    }
    return false;
  };
}

async function queueUrl(client: SQSClient, queueArn: string): Promise<string> {
  const [, , , , account, name] = queueArn.split(':');
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }));
  if (QueueUrl === undefined) throw new Error(`GetQueueUrl gave no address for ${queueArn}.`);
  return QueueUrl;
}

function isRefusal(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}
