import { KafkaClient } from '@aws-sdk/client-kafka';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createKafka } from '../core/clients/kafka.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readKafkaConfig, readPostgresConfig, readTopicConfig } from '../core/config.ts';
import { functionHandler } from '../core/function-handler.ts';
import { logger } from '../core/telemetry.ts';
import { tracing } from '../core/tracing.ts';
import { createTopic } from './create-topic.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { migrations } from './migrations.ts';

export interface MigrationResult {
  /** Numbers of the migrations of PostgreSQL that were made now. */
  readonly migrations: readonly number[];
  readonly topicCreated: boolean;
}

const postgresConfig = readPostgresConfig(process.env);
const kafkaConfig = readKafkaConfig(process.env);
const topicConfig = readTopicConfig(process.env);

export const handler = functionHandler<unknown, MigrationResult>(async () => {
  const pool = createPostgresPool(fromNodeProviderChain(), postgresConfig, 1);
  const kafka = await createKafka(new KafkaClient(), kafkaConfig);

  return async () => {
    const [made, topicCreated] = await Promise.all([
      migratePostgres(pool, migrations),
      createTopic(kafka, { topic: kafkaConfig.topic, ...topicConfig }),
    ]);
    const result = { migrations: made, topicCreated };
    logger.info('tables and topic are up to date', result);
    return result;
  };
}, [tracing]);
