import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type DeadLetter, readDeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import { deadLetterPorts } from '../../../../lambdas/sink-users/dead-letter-ports.ts';
import type { DeadLetterPorts } from '../../../../lambdas/sink-users/send-dead-letters.ts';
import { awsClientOptions, awsEnvironment } from '../../../../local/deployment/aws-clients.ts';
import { readSettings } from '../../../../local/settings.ts';
import { ownBucket } from '../../../support/aws/own-bucket.ts';
import { projectDir, stackEnvironment } from '../../../support/stack/stack.ts';

const settings = readSettings(stackEnvironment, projectDir);

export interface OwnDeadLetters {
  ports(): DeadLetterPorts;
  readonly queueUrl: string;
  readonly bucket: string;
  /** All letters that wait, by the offset of their record; they are gone afterwards. */
  take(): Promise<Map<number, DeadLetter>>;
  /** The bytes of a letter's value, wherever they are. */
  bytesOf(letter: DeadLetter | undefined): Promise<Buffer | null>;
  objects(): Promise<string[]>;
}

/** An empty queue and an empty bucket for one test file, gone after it. */
export function ownDeadLetters(): OwnDeadLetters {
  const bucket = ownBucket('letters');
  const sqs = new SQSClient(awsClientOptions(settings));
  const own = { queueUrl: '' };

  beforeAll(async () => {
    // The function's own clients find LocalStack as they do in a function.
    Object.assign(process.env, awsEnvironment(settings));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: bucket.name }));
    own.queueUrl = QueueUrl ?? '';
  });

  afterAll(async () => {
    await sqs.send(new DeleteQueueCommand({ QueueUrl: own.queueUrl }));
    sqs.destroy();
  });

  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: own.queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return [];
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: own.queueUrl, Entries }));
    return [...Messages, ...(await receive())];
  };

  return {
    ports: () => deadLetterPorts({ queueUrl: own.queueUrl, bucket: bucket.name }),
    get queueUrl() {
      return own.queueUrl;
    },
    bucket: bucket.name,
    async take() {
      const letters = (await receive()).map(({ Body = '' }) => readDeadLetter(JSON.parse(Body)));
      const known = letters.filter((letter) => letter !== undefined);
      expect(known).toHaveLength(letters.length);
      const byOffset = new Map(known.map((letter) => [letter.offset, letter]));
      expect(byOffset.size).toBe(known.length);
      return byOffset;
    },
    async bytesOf(letter) {
      if (letter?.valueObject) {
        expect(letter.valueObject.bucket).toBe(bucket.name);
        return bucket.get(letter.valueObject.key);
      }
      return typeof letter?.value === 'string' ? Buffer.from(letter.value, 'base64') : null;
    },
    objects: () => bucket.keys(),
  };
}
