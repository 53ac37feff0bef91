import { KafkaClient } from '@aws-sdk/client-kafka';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createKafka } from '../core/clients/kafka.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readKafkaConfig, readPostgresConfig, readRegistryConfig, readTopicConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { schemaRegistrar } from '../core/schema-registry/register-schema.ts';
import { logger } from '../core/telemetry.ts';
import { tracing } from '../core/tracing.ts';
import { userSchemaDefinition } from '../core/user-schema.ts';
import { createTopic } from './create-topic.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { migrations } from './migrations.ts';

export interface MigrationResult {
  /** Numbers of the migrations of PostgreSQL that were made now. */
  readonly migrations: readonly number[];
  readonly topicCreated: boolean;
  /** Of the topic's schema, in its registry. */
  readonly schemaVersion: number;
}

/** Left of the function's time to say what was not done. */
const marginMs = 10_000;

const postgresConfig = readPostgresConfig(process.env);
const kafkaConfig = readKafkaConfig(process.env);
const topicConfig = readTopicConfig(process.env);
const { uri, recordFormat } = readRegistryConfig(process.env);
const registerSchema = schemaRegistrar({ uri, topic: kafkaConfig.topic });

export const handler = functionHandler<unknown, MigrationResult>(async () => {
  const pool = createPostgresPool(fromNodeProviderChain(), postgresConfig, 1);
  const kafka = await createKafka(new KafkaClient(), kafkaConfig);

  return async (_event, context) => {
    // First of all: when it is refused, everything is to stay as it is.
    const schemaVersion = await withDeadline(context, marginMs, (deadline) =>
      registerSchema(userSchemaDefinition(recordFormat), deadline),
    );
    const [made, topicCreated] = await Promise.all([
      migratePostgres(pool, migrations),
      createTopic(kafka, { topic: kafkaConfig.topic, ...topicConfig }),
    ]);
    const result = { migrations: made, topicCreated, schemaVersion };
    logger.info('schema, tables and topic are up to date', result);
    return result;
  };
}, [tracing]);
