import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LetterQueue } from './send-dead-letters.ts';

/** The queue at that URL. Nothing is tried again here: the sender knows what is left. */
export function sqsLetterQueue(queueUrl: string): LetterQueue {
  const client = new SQSClient({
    maxAttempts: 1,
    // The URL's host is the service's own, whatever endpoint the environment names.
    useQueueUrlAsEndpoint: false,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  return {
    async send(messages, abortSignal) {
      const Entries = messages.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }), {
        abortSignal,
      });
      const problems = new Map(Failed.map(({ Id, Code, Message }) => [Id, `${Code}: ${Message ?? 'not taken'}`]));
      return messages.map((_, index) => problems.get(String(index)));
    },
  };
}
