import pg from 'pg';
import { SchemaRegistryProblem } from '../../event-source-mapping/schema-registry/schema-problem.ts';

/** Which errors mean that a part does not answer, or is not yet what the pipeline makes of it: asked again later, it may. */

const networkCodes: readonly unknown[] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'],
];

export function isAwsAway(error: unknown): boolean {
  const { code, name } = error as NodeJS.ErrnoException;
  return networkCodes.includes(code) || name === 'TimeoutError';
}

/** Connections that break, logins and databases that have become others, servers that stop, tables not made yet. */
const postgresStates = /^(08|28|3D|57P|42P01|53300)/;

export function isPostgresAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return postgresStates.test(error.code ?? '');
  // The driver's own errors and the network's are plain ones; a mistake of ours has a class of its own.
  const { name } = error as Error;
  return name === 'Error' || name === 'AggregateError';
}

const cassandraNames: readonly unknown[] = [
  ...['NoHostAvailableError', 'OperationTimedOutError', 'BusyConnectionError'],
  // Of a connection that was closed.
  'DriverError',
];
const missingTable = /unconfigured table|Keyspace \S+ does not exist/i;

export function isCassandraAway(error: unknown): boolean {
  const { name, message } = error as Error;
  return cassandraNames.includes(name) || (name === 'ResponseError' && missingTable.test(message));
}

const kafkaNames: readonly string[] = [
  ...['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError', 'KafkaJSBrokerNotFound'],
  ...['KafkaJSNoBrokerAvailableError', 'KafkaJSGroupCoordinatorNotFound', 'KafkaJSTimeout', 'KafkaJSLockTimeout'],
];

/** In place of one of its own: its connection to the only broker has ended, and it makes no other. */
const lostBroker = 'Broker not connected';

export function isKafkaAway(error: unknown): boolean {
  const { name, message, cause } = error as Error;
  // It is tried again by itself, and then says only that it was.
  return name === 'KafkaJSNumberOfRetriesExceeded'
    ? isKafkaAway(cause)
    : kafkaNames.includes(name) || message === lostBroker;
}

export function isRegistryAway(error: unknown): boolean {
  return error instanceof SchemaRegistryProblem;
}
