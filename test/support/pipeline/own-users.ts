import type { Producer } from 'kafkajs';
import { schemaFinder } from '../../../lambdas/core/schema-registry/find-schema.ts';
import type { User } from '../../../lambdas/core/user.ts';
import { userSchemaDefinition } from '../../../lambdas/core/user-schema.ts';
import { usersPublisher } from '../../../lambdas/fetch-users/publish-users.ts';
import { recordEncoders } from '../../../lambdas/fetch-users/record-encoder.ts';
import { kafkaClient, topic } from '../../../local/deployment/kafka-admin.ts';
import { schemaRegistryUrl } from '../../../local/services/schema-registry/schema-registry.ts';
import { settings } from './deployed-pipeline.ts';

const timeoutMs = 30_000;

/** Publishes users as the pipeline does, without a run. */
export async function publishUsers(users: readonly User[], runId: string, traceId: string): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const findSchema = schemaFinder({ uri: schemaRegistryUrl(settings), topic });
  const encoder = await recordEncoders(userSchemaDefinition('JSON'), findSchema)(signal);
  const records = users.map((user) => ({ id: user.id, value: encoder.encode(user) }));
  await withProducer(async (producer) => {
    const producers = { current: async () => producer, discard: async () => undefined };
    await usersPublisher(producers, topic, traceId)(records, { runId, schemaId: encoder.schemaId }, signal);
  });
}

/** Publishes that the users are gone. */
export function publishDeletions(ids: readonly string[]): Promise<void> {
  const messages = ids.map((key) => ({ key, value: null }));
  return withProducer(async (producer) => void (await producer.send({ topic, acks: -1, messages })));
}

async function withProducer(work: (producer: Producer) => Promise<void>): Promise<void> {
  const producer = kafkaClient(settings).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await work(producer).finally(() => producer.disconnect());
}
