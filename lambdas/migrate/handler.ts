import { KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createCassandraClient } from '../core/clients/cassandra.ts';
import { createKafka } from '../core/clients/kafka.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readCassandraConfig, readKafkaConfig, readPostgresConfig, readTopicConfig } from '../core/config.ts';
import { functionHandler } from '../core/function-handler.ts';
import { logger } from '../core/telemetry.ts';
import { tracing } from '../core/tracing.ts';
import { createTopic } from './create-topic.ts';
import { migrateCassandra } from './migrate-cassandra.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { migrations } from './migrations.ts';

export interface MigrationResult {
  /** Numbers of the migrations of PostgreSQL that were made now. */
  readonly migrations: readonly number[];
  readonly topicCreated: boolean;
}

const cassandraConfig = readCassandraConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);
const kafkaConfig = readKafkaConfig(process.env);
const topicConfig = readTopicConfig(process.env);

export const handler = functionHandler<unknown, MigrationResult>(async () => {
  const secrets = new SecretsManagerClient();
  const pool = await createPostgresPool(secrets, postgresConfig, 1);
  const cassandra = await createCassandraClient(secrets, cassandraConfig);
  const kafka = await createKafka(new KafkaClient(), kafkaConfig);

  return async () => {
    const [made, topicCreated] = await Promise.all([
      migratePostgres(pool, migrations),
      createTopic(kafka, { topic: kafkaConfig.topic, ...topicConfig }),
      migrateCassandra(cassandra, cassandraConfig.keyspace),
    ]);
    const result = { migrations: made, topicCreated };
    logger.info('stores and topic are up to date', result);
    return result;
  };
}, [tracing]);
