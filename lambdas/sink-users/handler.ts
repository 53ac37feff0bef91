import { createCassandraClient } from '../core/clients/cassandra.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readCassandraConfig, readPostgresConfig } from '../core/config.ts';
import { cassandraUsers } from './cassandra-users.ts';
import { postgresUsers } from './postgres-users.ts';
import { sinkHandler } from './sink-handler.ts';

const cassandraConfig = readCassandraConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);

export const handler = sinkHandler((credentials) => [
  cassandraUsers(createCassandraClient(credentials, cassandraConfig), cassandraConfig.keyspace),
  postgresUsers(createPostgresPool(credentials, postgresConfig, 2)),
]);
