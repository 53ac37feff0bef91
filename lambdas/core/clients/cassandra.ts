import driver from 'cassandra-driver';
import type { CassandraConfig } from '../config.ts';
import { type CredentialsProvider, KeyspacesSignIn } from './keyspaces-sign-in.ts';

const connectTimeoutMs = 5000;
const readTimeoutMs = 12_000;
/** A connection on which one answer did not come is half open for all we know: the next statement gets another one. */
const toleratedTimeouts = 0;
const maxReconnectMs = 5000;

/**
 * A client of Amazon Keyspaces that is not connected yet: the first statement connects it. Writes and reads are at
 * LOCAL_QUORUM.
 */
export function createCassandraClient(
  credentials: CredentialsProvider,
  { host, port, region }: CassandraConfig,
): driver.Client {
  return new driver.Client({
    contactPoints: [host],
    protocolOptions: { port },
    // Keyspaces calls its data centres as AWS its Regions.
    localDataCenter: region,
    authProvider: new KeyspacesSignIn(credentials, region),
    sslOptions: { host, rejectUnauthorized: true },
    socketOptions: {
      connectTimeout: connectTimeoutMs,
      readTimeout: readTimeoutMs,
      defunctReadTimeoutThreshold: toleratedTimeouts,
    },
    // The driver would wait up to ten minutes before it looks whether a node is back.
    policies: { reconnection: new driver.policies.reconnection.ExponentialReconnectionPolicy(200, maxReconnectMs) },
    queryOptions: { consistency: driver.types.consistencies.localQuorum, prepare: true, isIdempotent: true },
  });
}
