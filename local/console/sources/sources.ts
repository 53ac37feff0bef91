import type { ServiceException } from '@smithy/core/client';
import type cassandra from 'cassandra-driver';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { cassandraClient } from '../../deployment/cassandra-client.ts';
import { masterLogin } from '../../deployment/database.ts';
import { kafkaClient, topic } from '../../deployment/kafka-admin.ts';
import type { KafkaRecord } from '../../event-source-mapping/record.ts';
import { openDecoder } from '../../reconcile/open-reconcile.ts';
import { type TopicReading, topicReader } from '../../reconcile/read-topic-record.ts';
import type { Settings } from '../../settings.ts';
import { inTime } from '../in-time.ts';
import { away, ConsoleProblem } from '../problem.ts';
import { TopicLog } from '../topics/log/topic-log.ts';
import { type AwsClients, awsClients } from './aws.ts';
import { isAwsAway, isCassandraAway, isKafkaAway, isPostgresAway, isRegistryAway } from './is-away.ts';
import { lending } from './lending.ts';
import { Lent } from './lent.ts';

/** For an answer of a part that stands still: shorter than a request has, so that it says which part it is. */
const answerMs = 7000;
const connectMs = 4000;

/** What the console reads and changes, each connected when it is first asked for. */
export interface Sources {
  readonly settings: Settings;
  /** @throws ConsoleProblem saying that LocalStack does not answer, for a request that no server took */
  aws<Result>(ask: (clients: AwsClients) => Promise<Result>): Promise<Result>;
  /** Lends the pipeline's database. @throws ConsoleProblem when it does not answer */
  postgres<Result>(ask: (pool: pg.Pool) => Promise<Result>): Promise<Result>;
  /** @throws ConsoleProblem when Cassandra does not answer */
  cassandra<Result>(ask: (client: cassandra.Client) => Promise<Result>): Promise<Result>;
  /** @throws ConsoleProblem when Kafka does not answer */
  kafkaAdmin<Result>(ask: (admin: kafkajs.Admin) => Promise<Result>): Promise<Result>;
  /** Lends what reads records of the topic as the sink does. @throws ConsoleProblem when their schemas cannot be had */
  topicReading<Result>(ask: (read: (record: KafkaRecord) => Promise<TopicReading>) => Promise<Result>): Promise<Result>;
  /** Lends a reader of topics for short questions. @throws ConsoleProblem when Kafka does not answer */
  topicLog<Result>(ask: (log: TopicLog) => Promise<Result>): Promise<Result>;
  /** Opens a producer for a few messages. @throws ConsoleProblem when Kafka does not answer */
  kafkaProducer<Result>(ask: (producer: kafkajs.Producer) => Promise<Result>): Promise<Result>;
  /** For consumers of one's own. */
  readonly kafka: kafkajs.Kafka;
  close(): Promise<void>;
}

export function openSources(settings: Settings): Sources {
  const clients = awsClients(settings);
  const kafka = kafkaClient(settings);
  const pool = new Lent(
    () => openPool(settings),
    (one) => one.end(),
  );
  const cassandraLent = new Lent(
    async () => cassandraClient(settings, { connectTimeout: connectMs, readTimeout: answerMs }),
    (one) => one.shutdown(),
  );
  const admin = new Lent(
    () => openAdmin(settings),
    (one) => one.disconnect(),
  );
  const decoder = new Lent(
    () => inTime(openDecoder(settings), answerMs, () => new Error('LocalStack does not tell its address.')),
    async (one) => one.close(),
  );
  const log = new Lent(
    () => TopicLog.open(impatientKafka(settings)),
    (one) => one.close(),
  );
  return {
    settings,
    kafka,
    aws: (ask) => asked('LocalStack', ask(clients).catch(refused), isAwsAway),
    postgres: (ask) => lending('PostgreSQL', pool, ask, isPostgresAway),
    cassandra: (ask) => lending('Cassandra', cassandraLent, ask, isCassandraAway),
    kafkaAdmin: (ask) => lending('Kafka', admin, ask, isKafkaAway),
    kafkaProducer: (ask) => asked('Kafka', withProducer(settings, ask), isKafkaAway),
    topicReading: (ask) =>
      lending('The schema registry', decoder, ({ decode }) => ask(topicReader(topic, decode)), isRegistryAway),
    topicLog: (ask) => lending('Kafka', log, ask, isKafkaAway),
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([pool.close(), cassandraLent.close(), admin.close(), decoder.close(), log.close()]);
    },
  };
}

async function asked<Result>(
  name: string,
  answer: Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConsoleProblem) && isAway(error)) throw away(name, error);
    throw error;
  }
}

async function openPool(settings: Settings): Promise<pg.Pool> {
  const login = await inTime(masterLogin(settings), answerMs, () => new Error('LocalStack does not tell its login.'));
  const limits = { max: 4, connectionTimeoutMillis: connectMs, query_timeout: answerMs, statement_timeout: answerMs };
  const pool = new pg.Pool({ ...login, ...limits, application_name: 'console' });
  // A connection that breaks while nobody uses it: the next question says so.
  pool.on('error', () => undefined);
  return pool;
}

async function openAdmin(settings: Settings): Promise<kafkajs.Admin> {
  const admin = impatientKafka(settings).admin();
  await admin.connect();
  return admin;
}

/** A message that is sent again, since its answer was lost, is there once. */
async function withProducer<Result>(
  settings: Settings,
  ask: (producer: kafkajs.Producer) => Promise<Result>,
): Promise<Result> {
  const producer = impatientKafka(settings).producer({
    ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
    // A key's messages stay in one partition, whoever publishes them.
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  try {
    await producer.connect();
    return await ask(producer);
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}

function impatientKafka(settings: Settings): kafkajs.Kafka {
  return kafkaClient(settings, { requestTimeout: connectMs, retry: { retries: 1 } });
}

/** What AWS's API says no to, in its own words. @throws ConsoleProblem, or the error itself */
function refused(error: unknown): never {
  const { $fault: fault, name, message, $metadata } = error as Partial<ServiceException>;
  if (fault === 'server') {
    const remedy = 'npm run logs -- localstack and npm run logs -- control-plane say why.';
    throw new ConsoleProblem(502, `LocalStack failed: ${name}: ${message}`, remedy, { cause: error });
  }
  if (fault !== 'client') throw error;
  const status = name === 'ResourceInUseException' ? 409 : $metadata?.httpStatusCode === 404 ? 404 : 400;
  const remedy = status === 409 ? 'It is being changed: try again in a moment.' : 'Change the request and try again.';
  throw new ConsoleProblem(status, `${name}: ${message}`, remedy, { cause: error });
}
