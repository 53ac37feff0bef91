import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Message } from 'kafkajs';
import { cassandraUsers } from '../../../../lambdas/sink-users/cassandra-users.ts';
import { consumeBatch } from '../../../../lambdas/sink-users/consume-batch.ts';
import { deadLetterPorts } from '../../../../lambdas/sink-users/dead-letter-ports.ts';
import { postgresUsers } from '../../../../lambdas/sink-users/postgres-users.ts';
import { deadLetterSender } from '../../../../lambdas/sink-users/send-dead-letters.ts';
import { awsEnvironment } from '../../../../local/deployment/aws-clients.ts';
import { recordSerialiser } from '../../../../local/event-source-mapping/processor/serialise-record.ts';
import type { KafkaRecord } from '../../../../local/event-source-mapping/record.ts';
import { cassandraStore } from '../../../../local/reconcile/cassandra-store.ts';
import { compare } from '../../../../local/reconcile/compare.ts';
import { readDifferences } from '../../../../local/reconcile/differences.ts';
import { kafkaTopic } from '../../../../local/reconcile/kafka-topic.ts';
import { receiveLetters } from '../../../../local/reconcile/letters.ts';
import { partitionOf } from '../../../../local/reconcile/partition-of.ts';
import type { ReconcilePorts } from '../../../../local/reconcile/ports.ts';
import { postgresStore } from '../../../../local/reconcile/postgres-store.ts';
import { topicReader } from '../../../../local/reconcile/read-topic-record.ts';
import { repair } from '../../../../local/reconcile/repair.ts';
import type { Summary } from '../../../../local/reconcile/summary.ts';
import { afterTest } from '../../../support/event-source-mapping/clean-up.ts';
import { commitOffsets, createTopic, kafka, produce } from '../../../support/event-source-mapping/topics.ts';
import { settings } from '../../../support/pipeline/deployed-pipeline.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import type { OwnStores } from '../../lambdas/own-stores.ts';

const sqs = new SQSClient({ ...clientSettings(), useQueueUrlAsEndpoint: false });
// The sink's own client finds LocalStack as it does in a function.
Object.assign(process.env, awsEnvironment(settings));
const never = AbortSignal.timeout(600_000);

/** A topic and a queue of a test's own, before stores that it shares, with the sink between them. */
export async function ownPipeline(stores: OwnStores, directory: string, partitions = 2) {
  const name = await createTopic(partitions, [{ name: 'message.timestamp.type', value: 'LogAppendTime' }]);
  const QueueName = `reconcile-test-${randomUUID()}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  afterTest(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));
  const groupId = `${name}-sink`;
  const topic = kafkaTopic(kafka, { name, groupId });
  const targets = [cassandraUsers(stores.cassandra, stores.keyspace), postgresUsers(stores.postgres)];
  const serialise = recordSerialiser(name);
  let delivered = new Map<number, number>();

  /** The sink takes what it has not taken yet; what is no user waits with the dead letters then. */
  async function deliver(): Promise<void> {
    const ends = await topic.ranges();
    const left = [...ends].map(([partition, { low, high }]) => {
      return [partition, { low: Math.max(low, delivered.get(partition) ?? 0), high }] as const;
    });
    const records: KafkaRecord[] = [];
    await topic.scan(new Map(left), (record) => void records.push(record), never);
    const ofPartition = Map.groupBy(records, ({ partition }) => `${name}-${partition}`);
    const event = [...ofPartition].map(([key, own]) => [key, own.map((record) => JSON.parse(serialise(record).json))]);
    const sendDeadLetters = deadLetterSender(deadLetterPorts({ queueUrl: QueueUrl, bucket: 'none' }), randomUUID());
    const { failures } = await consumeBatch({ records: Object.fromEntries(event) }, targets, sendDeadLetters, never);
    expect(failures).toEqual([]);
    delivered = new Map([...ends].map(([partition, { high }]) => [partition, high]));
    await commitOffsets(name, groupId, delivered);
  }

  const ports: ReconcilePorts = {
    topic: {
      ...topic,
      publish: async (records) => {
        await topic.publish(records);
        await deliver();
      },
    },
    read: topicReader(name, (record) => record),
    cassandra: cassandraStore(stores.cassandra, stores.keyspace),
    postgres: postgresStore(stores.postgres),
    receiveLetters: (signal) => receiveLetters(sqs, QueueName, name, signal),
    partitionOf,
    show: async ({ run }) => void (await run(() => undefined)),
  };
  const options = { directory, patienceMs: 500 };

  return {
    name,
    ports,
    options,
    deliver,
    produce: (messages: Message[]) => produce(name, messages),
    compare: () => compare(ports, options, never),
    repair: (found: Summary) => repair(ports, options, found, never),
    /** Every message of the queue, parsed; they stay. */
    async letters(): Promise<unknown[]> {
      const request = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
      return Messages.map(({ Body }) => JSON.parse(Body ?? 'null'));
    },
    send: (body: object) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) })),
    /** As somebody who deletes the letters would. */
    async loseLetters(): Promise<void> {
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
  };
}

/** What differs, as "kind store id", in one order. */
export async function differencesOf(summary: object): Promise<string[]> {
  if (!('file' in summary)) throw new Error(`Nothing was compared: ${JSON.stringify(summary)}`);
  const lines: string[] = [];
  for await (const line of readDifferences((summary as Summary).file))
    lines.push('id' in line ? `${line.kind} ${line.store} ${line.id}` : `${line.kind} ${JSON.stringify(line.record)}`);
  return lines.sort();
}
