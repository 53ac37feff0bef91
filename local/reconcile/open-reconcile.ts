import { Glue } from '@aws-sdk/client-glue';
import { type KafkaSchemaRegistryConfig, LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import pg from 'pg';
import { awsClientOptions } from '../deployment/aws-clients.ts';
import { cassandraClient, keyspace } from '../deployment/cassandra-client.ts';
import { deadLetterQueue } from '../deployment/count-dead-letters.ts';
import { masterLogin } from '../deployment/database.ts';
import { groupId, kafkaClient, topic } from '../deployment/kafka-admin.ts';
import { secretReader } from '../event-source-mapping/access/read-secret.ts';
import { listMappings } from '../event-source-mapping/clients.ts';
import {
  openSchemaRegistry,
  type RecordDecoder,
} from '../event-source-mapping/schema-registry/open-schema-registry.ts';
import { parseMapping } from '../event-source-mapping/worker/mapping.ts';
import { hostOf } from '../services/hosts.ts';
import { schemaRegistryUrl } from '../services/schema-registry/schema-registry.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { cassandraStore } from './cassandra-store.ts';
import { kafkaTopic } from './kafka-topic.ts';
import { receiveLetters } from './letters.ts';
import { partitionOf } from './partition-of.ts';
import type { ReconcilePorts } from './ports.ts';
import { postgresStore } from './postgres-store.ts';
import { topicReader } from './read-topic-record.ts';

/** What is compared of a stack that runs, and how its connections are ended. */
export interface OpenReconcile {
  readonly ports: Omit<ReconcilePorts, 'show'>;
  close(): Promise<void>;
}

/** Signs in everywhere as the stack's other commands do. @throws StartError when there is no pipeline */
export async function openReconcile(settings: Settings): Promise<OpenReconcile> {
  const decoder = await openDecoder(settings);
  const login = await masterLogin(settings).catch((cause: Error) => {
    throw new StartError(`The database is not there: ${cause.message}. ${remedy}`, { cause });
  });
  const pool = new pg.Pool({ ...login, max: 2, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while nobody uses it: the next question says so.
  pool.on('error', () => undefined);
  const cassandra = cassandraClient(settings);
  const queue = new SQSClient({ ...awsClientOptions(settings), useQueueUrlAsEndpoint: false });
  return {
    ports: {
      topic: kafkaTopic(kafkaClient(settings), { name: topic, groupId }),
      read: topicReader(topic, decoder.decode),
      cassandra: cassandraStore(cassandra, keyspace),
      postgres: postgresStore(pool),
      receiveLetters: (signal) => receiveLetters(queue, deadLetterQueue, topic, signal),
      partitionOf,
    },
    async close() {
      decoder.close();
      queue.destroy();
      await Promise.all([pool.end(), cassandra.shutdown()]);
    },
  };
}

export const remedy = 'See npm run status; npm start starts and deploys what is missing.';

/** As the sink's own mapping decodes. @throws StartError when there is none, or no answer */
export async function openDecoder(settings: Settings): Promise<RecordDecoder> {
  const lambda = new LambdaClient(awsClientOptions(settings));
  try {
    const mappings = await listMappings(lambda).catch((cause: Error) => {
      throw new StartError(`LocalStack does not answer: ${cause.message}. ${remedy}`, { cause });
    });
    const config = mappings.find(
      ({ FunctionArn, Topics }) => FunctionArn?.includes(':users-sink') && Topics?.includes(topic),
    );
    if (!config) throw new StartError(`users-sink has no event source mapping of ${topic}. ${remedy}`);
    const { schemaRegistry } = parseMapping(config);
    if (!schemaRegistry) return { decode: (record) => record, close: () => undefined };
    const readSecret = secretReader(new SecretsManagerClient(awsClientOptions(settings)));
    const loadGlue = async () => new Glue(awsClientOptions(settings));
    return await openSchemaRegistry(fromHere(schemaRegistry, settings), { readSecret, loadGlue });
  } finally {
    lambda.destroy();
  }
}

/** In Docker the mapping names the registry's container. */
function fromHere(config: KafkaSchemaRegistryConfig, settings: Settings): KafkaSchemaRegistryConfig {
  if (settings.containers === undefined || config.SchemaRegistryURI?.startsWith('arn:')) return config;
  return { ...config, SchemaRegistryURI: schemaRegistryUrl(settings, hostOf('schema-registry', settings)) };
}
