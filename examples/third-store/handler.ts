import { createCassandraClient } from '../../lambdas/core/clients/cassandra.ts';
import { createPostgresPool } from '../../lambdas/core/clients/postgres.ts';
import { createS3Client } from '../../lambdas/core/clients/s3.ts';
import { readCassandraConfig, readPostgresConfig, readVariable } from '../../lambdas/core/config.ts';
import { cassandraUsers } from '../../lambdas/sink-users/cassandra-users.ts';
import { postgresUsers } from '../../lambdas/sink-users/postgres-users.ts';
import { sinkHandler } from '../../lambdas/sink-users/sink-handler.ts';
import { bucketVariable } from './config-keys.ts';
import { s3Users } from './s3-users.ts';

const cassandraConfig = readCassandraConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);
const bucket = readVariable(process.env, bucketVariable);

export const handler = sinkHandler((credentials) => [
  cassandraUsers(createCassandraClient(credentials, cassandraConfig), cassandraConfig.keyspace),
  postgresUsers(createPostgresPool(credentials, postgresConfig, 2)),
  s3Users(createS3Client(), bucket),
]);
