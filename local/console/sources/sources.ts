import type { ServiceException } from '@smithy/core/client';
import type cassandra from 'cassandra-driver';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { cassandraClient } from '../../deployment/cassandra-client.ts';
import { masterLogin } from '../../deployment/database.ts';
import { kafkaClient } from '../../deployment/kafka-admin.ts';
import type { Settings } from '../../settings.ts';
import { away, ConsoleProblem } from '../problem.ts';
import { TopicLog } from '../topics/log/topic-log.ts';
import { type AwsClients, awsClients } from './aws.ts';
import { Lent } from './lent.ts';

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
  /** Lends a reader of topics for short questions. @throws ConsoleProblem when Kafka does not answer */
  topicLog<Result>(ask: (log: TopicLog) => Promise<Result>): Promise<Result>;
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
    async () => cassandraClient(settings),
    (one) => one.shutdown(),
  );
  const admin = new Lent(
    () => openAdmin(kafka),
    (one) => one.disconnect(),
  );
  const log = new Lent(
    () => TopicLog.open(kafka),
    (one) => one.close(),
  );
  return {
    settings,
    kafka,
    aws: (ask) => asked('LocalStack', ask(clients).catch(refused), isUnreachable),
    postgres: (ask) => lending('PostgreSQL', pool, ask, (error) => !(error instanceof pg.DatabaseError)),
    cassandra: (ask) => lending('Cassandra', cassandraLent, ask, isDriverUnreachable),
    kafkaAdmin: (ask) => lending('Kafka', admin, ask, (error) => error instanceof kafkajs.KafkaJSConnectionError),
    topicLog: (ask) => lending('Kafka', log, ask, isKafkaAway),
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([pool.discard(), cassandraLent.discard(), admin.discard(), log.discard()]);
    },
  };
}

async function lending<Connection, Result>(
  name: string,
  lent: Lent<Connection>,
  ask: (connection: Connection) => Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  const connection = await lent.current().catch((error) => {
    throw away(name, error);
  });
  try {
    return await asked(name, ask(connection), isAway);
  } catch (error) {
    // It may have been made anew at another address, with another login.
    if (error instanceof ConsoleProblem && error.status === 503) await lent.discard();
    throw error;
  }
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
  const login = await masterLogin(settings);
  const limits = { max: 4, connectionTimeoutMillis: 5000, query_timeout: 30_000 };
  const pool = new pg.Pool({ ...login, ...limits, application_name: 'console' });
  // A connection that breaks while nobody uses it: the next question says so.
  pool.on('error', () => undefined);
  return pool;
}

async function openAdmin(kafka: kafkajs.Kafka): Promise<kafkajs.Admin> {
  const admin = kafka.admin();
  await admin.connect();
  return admin;
}

/** What AWS's API says no to, in its own words. @throws ConsoleProblem, or the error itself */
function refused(error: unknown): never {
  const { $fault: fault, name, message, $metadata } = error as Partial<ServiceException>;
  if (fault !== 'client') throw error;
  const status = name === 'ResourceInUseException' ? 409 : $metadata?.httpStatusCode === 404 ? 404 : 400;
  const remedy = status === 409 ? 'It is being changed: try again in a moment.' : 'Change the request and try again.';
  throw new ConsoleProblem(status, `${name}: ${message}`, remedy, { cause: error });
}

const networkCodes: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'];

function isUnreachable(error: unknown): boolean {
  const { code, name } = error as NodeJS.ErrnoException;
  return networkCodes.includes(code) || name === 'TimeoutError';
}

/** Of the driver: no host took the request, or none answered in time. */
function isDriverUnreachable(error: unknown): boolean {
  const { name } = error as Error;
  return name === 'NoHostAvailableError' || name === 'OperationTimedOutError';
}

const kafkaAwayNames: readonly string[] = ['KafkaJSRequestTimeoutError', 'KafkaJSBrokerNotFound', 'KafkaJSLockTimeout'];

function isKafkaAway(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSConnectionError || kafkaAwayNames.includes((error as Error).name);
}
