import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { chunk } from '../core/chunk.ts';

export interface QueuedMessage {
  readonly messageId: string;
  /** Of this time that it was received: by it the message is given back or deleted. */
  readonly receipt: string;
  readonly body: string;
  /** In milliseconds since 1970. */
  readonly sentMs: number;
}

/** The queue of dead letters. */
export interface LetterQueue {
  /** About how many messages are in it, those included that somebody has received just now. */
  count(): Promise<number>;
  /** Up to ten, which nobody else is given for so long; none when there seem to be no more. */
  receive(visibilitySeconds: number): Promise<QueuedMessage[]>;
  /** Makes them visible to everybody again, as far as that can still be done. */
  giveBack(messages: readonly QueuedMessage[]): Promise<void>;
  /** @returns why messages were not deleted, by their ids. */
  delete(messages: readonly QueuedMessage[]): Promise<ReadonlyMap<string, string>>;
}

/** As SQS takes them. */
const batchLimit = { items: 10, bytes: Number.POSITIVE_INFINITY };
const waitSeconds = 1;

export function sqsLetterQueue(client: Pick<SQSClient, 'send'>, QueueUrl: string): LetterQueue {
  const entriesOf = (messages: readonly QueuedMessage[]) =>
    messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
  return {
    async count() {
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
      const { Attributes } = await client.send(command);
      return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
    },

    async receive(VisibilityTimeout) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        VisibilityTimeout,
        MaxNumberOfMessages: 10,
        // With a wait every server of the queue is asked; without one some are, and messages would seem not to be there.
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      });
      const { Messages = [] } = await client.send(command);
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }) => ({
        ...{ messageId: MessageId, receipt: ReceiptHandle, body: Body },
        sentMs: Number(Attributes?.SentTimestamp ?? 0),
      }));
    },

    async giveBack(messages) {
      for (const some of chunk(messages, () => 0, batchLimit)) {
        const Entries = entriesOf(some).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },

    async delete(messages) {
      const problems = new Map<string, string>();
      for (const some of chunk(messages, () => 0, batchLimit)) {
        const { Failed = [] } = await client.send(
          new DeleteMessageBatchCommand({ QueueUrl, Entries: entriesOf(some) }),
        );
        for (const { Id, Code, Message } of Failed) {
          const message = some[Number(Id)];
          if (message) problems.set(message.messageId, Message ?? Code ?? 'SQS does not say why');
        }
      }
      return problems;
    },
  };
}
