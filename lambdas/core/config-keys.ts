/**
 * The environment variables of the functions by what they say: the CDK app sets them, `config.ts` reads them.
 * A name is written here and nowhere else.
 */
export const configKeys = {
  randomUserApiUrl: 'RANDOM_USER_API_URL',
  usersPerRun: 'USERS_PER_RUN',
  kafkaClusterArn: 'KAFKA_CLUSTER_ARN',
  kafkaTopic: 'KAFKA_TOPIC',
  kafkaTopicPartitions: 'KAFKA_TOPIC_PARTITIONS',
  kafkaTopicReplicationFactor: 'KAFKA_TOPIC_REPLICATION_FACTOR',
  schemaRegistryUri: 'SCHEMA_REGISTRY_URI',
  recordFormat: 'RECORD_FORMAT',
  cassandraEndpoint: 'CASSANDRA_ENDPOINT',
  cassandraKeyspace: 'CASSANDRA_KEYSPACE',
  postgresEndpoint: 'POSTGRES_ENDPOINT',
  postgresDatabase: 'POSTGRES_DATABASE',
  postgresUser: 'POSTGRES_USER',
  deadLetterQueueUrl: 'DEAD_LETTER_QUEUE_URL',
  deadLetterBucket: 'DEAD_LETTER_BUCKET',
  alarmPages: 'ALARM_PAGES',
} as const;
