import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** About how many messages a queue has. */
export interface QueueDepth {
  readonly waiting: number;
  /** That somebody has received just now: nobody else is given them. */
  readonly taken: number;
}

export async function readQueueDepth(client: SQSClient, QueueUrl: string | undefined): Promise<QueueDepth> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  const [waiting = 0, taken = 0] = names.map((name) => Number(Attributes?.[name] ?? 0));
  return { waiting, taken };
}
