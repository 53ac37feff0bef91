import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Message } from 'kafkajs';
import { lendProducers } from '../../../../lambdas/core/clients/lend-producers.ts';
import { migratePostgres } from '../../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { postgresAudit } from '../../../../lambdas/redrive/audit.ts';
import { sqsLetterQueue } from '../../../../lambdas/redrive/letter-queue.ts';
import { s3LetterValues } from '../../../../lambdas/redrive/letter-values.ts';
import { readEvent } from '../../../../lambdas/redrive/read-event.ts';
import { type RedrivePorts, redrive } from '../../../../lambdas/redrive/redrive.ts';
import type { ReplayResult } from '../../../../lambdas/redrive/replay-letters.ts';
import { withTopicReader } from '../../../../lambdas/redrive/topic-reader.ts';
import { cleanUp } from '../../../support/event-source-mapping/clean-up.ts';
import { createTopic, kafka } from '../../../support/event-source-mapping/topics.ts';
import type { RecordPlace } from '../../../support/pipeline/dead-letters.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { poolOn } from '../own-stores.ts';

const schema = 'redrive_test';

/** Queue, bucket and tables of a test file's own. */
export function ownRedrive() {
  const sqs = new SQSClient(clientSettings());
  const s3 = new S3Client({ ...clientSettings(), forcePathStyle: true });
  const pool = poolOn(schema);
  const bucket = `users-dead-letters-${randomUUID()}`;
  let queueUrl = '';

  beforeAll(async () => {
    await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.query(`CREATE SCHEMA ${schema}`);
    await migratePostgres(pool, migrations);
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  });

  beforeEach(async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `redrive-${randomUUID()}` }));
    queueUrl = QueueUrl ?? '';
    await pool.query('TRUNCATE dead_letter_replays');
  });

  afterEach(async () => {
    await cleanUp();
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
  });

  afterAll(async () => {
    await pool.query(`DROP SCHEMA ${schema} CASCADE`).finally(() => pool.end());
    for (const client of [sqs, s3]) client.destroy();
  });

  const ports = (topic: string): RedrivePorts => ({
    queue: sqsLetterQueue(sqs, queueUrl),
    values: s3LetterValues(s3, bucket),
    audit: postgresAudit(pool),
    withReader: (work) => withTopicReader(kafka, topic, work),
    withProducer: (work) => lendProducers(kafka, async ({ current }) => work(await current())),
  });

  return {
    bucket,
    ports,
    queueUrl: () => queueUrl,
    send: (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body })),
    putObject: (Key: string, Body: Buffer) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body })),
    /** The bodies of what is visible in the queue; it stays so. */
    async letters(): Promise<string[]> {
      const command = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(command));
      for (const { ReceiptHandle } of Messages) {
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
      }
      return Messages.map(({ Body = '' }) => Body);
    },
    audit: async () => (await pool.query('SELECT * FROM dead_letter_replays ORDER BY id')).rows,
    /** What the function would do with the event. */
    async ask<Result = ReplayResult>(topic: string, event: object, own: Partial<RedrivePorts> = {}): Promise<Result> {
      const options = { topic, requestId: 'request-1', nowMs: Date.now(), visibilitySeconds: 60 };
      const all = { ...ports(topic), ...own };
      return (await redrive(readEvent(event), all, options, AbortSignal.timeout(60_000))) as Result;
    },
  };
}

/** A topic with these messages, and where each of them is. */
export async function topicWith(messages: readonly Message[], partitions = 1) {
  const topic = await createTopic(partitions);
  const places: RecordPlace[] = [];
  await lendProducers(kafka, async ({ current }) => {
    const producer = await current();
    for (const [index, message] of messages.entries()) {
      const timestampMs = Date.now() - 100_000 + index;
      const [sent] = await producer.send({ topic, messages: [{ ...message, timestamp: String(timestampMs) }] });
      places.push({ topic, partition: sent?.partition ?? -1, offset: Number(sent?.baseOffset), timestampMs });
    }
  });
  return { topic, places };
}
