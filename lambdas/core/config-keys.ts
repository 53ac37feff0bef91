/**
 * The environment variables of the functions by what they say: the CDK app sets them, `config.ts` reads them.
 * A name is written here and nowhere else.
 */
export const configKeys = {
  randomUserApiUrl: 'RANDOM_USER_API_URL',
  usersPerRun: 'USERS_PER_RUN',
  kafkaClusterArn: 'KAFKA_CLUSTER_ARN',
  kafkaAuthentication: 'KAFKA_AUTHENTICATION',
  kafkaTopic: 'KAFKA_TOPIC',
  kafkaTopicPartitions: 'KAFKA_TOPIC_PARTITIONS',
  kafkaTopicReplicationFactor: 'KAFKA_TOPIC_REPLICATION_FACTOR',
  cassandraContactPoint: 'CASSANDRA_CONTACT_POINT',
  cassandraSecretArn: 'CASSANDRA_SECRET_ARN',
  cassandraKeyspace: 'CASSANDRA_KEYSPACE',
  postgresSecretArn: 'POSTGRES_SECRET_ARN',
  postgresTls: 'POSTGRES_TLS',
} as const;
