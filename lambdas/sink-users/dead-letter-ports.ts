import type { DeadLetterConfig } from '../core/config.ts';
import type { DeadLetterPorts, LetterQueue, ValueObjects } from './send-dead-letters.ts';

/** Queue and bucket, whose clients are loaded by the first letter and the first large one: most batches have none. */
export function deadLetterPorts({ queueUrl, bucket }: DeadLetterConfig): DeadLetterPorts {
  let queue: Promise<LetterQueue> | undefined;
  let objects: Promise<ValueObjects> | undefined;
  return {
    queue: {
      async send(messages, signal) {
        queue ??= import('./sqs-letter-queue.ts').then(({ sqsLetterQueue }) => sqsLetterQueue(queueUrl));
        return (await queue).send(messages, signal);
      },
    },
    objects: {
      bucket,
      async put(key, bytes, signal) {
        objects ??= import('./s3-value-objects.ts').then(({ s3ValueObjects }) => s3ValueObjects(bucket));
        return (await objects).put(key, bytes, signal);
      },
    },
  };
}
