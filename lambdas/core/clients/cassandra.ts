import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import driver from 'cassandra-driver';
import type { CassandraConfig } from '../config.ts';
import { cassandraLogin, readSecret } from '../secrets.ts';
import { KeyspacesSignIn } from './keyspaces-sign-in.ts';

const keyspacesPort = 9142;
const connectTimeoutMs = 5000;
const readTimeoutMs = 12_000;
const maxReconnectMs = 5000;

/** A client that is not connected yet: the first statement connects it. Writes and reads are at LOCAL_QUORUM. */
export async function createCassandraClient(
  secrets: SecretsManagerClient,
  { place }: CassandraConfig,
): Promise<driver.Client> {
  return new driver.Client({
    ...(place.kind === 'secret' ? await withLogin(secrets, place.secretArn) : withSignIn(secrets, place)),
    socketOptions: { connectTimeout: connectTimeoutMs, readTimeout: readTimeoutMs },
    // The driver would wait up to ten minutes before it looks whether a node is back.
    policies: { reconnection: new driver.policies.reconnection.ExponentialReconnectionPolicy(200, maxReconnectMs) },
    queryOptions: { consistency: driver.types.consistencies.localQuorum, prepare: true, isIdempotent: true },
  });
}

async function withLogin(secrets: SecretsManagerClient, secretArn: string): Promise<driver.ClientOptions> {
  const { contactPoints, port, localDataCenter, username, password } = await readSecret(
    secrets,
    secretArn,
    cassandraLogin,
  );
  return { contactPoints, protocolOptions: { port }, localDataCenter, credentials: { username, password } };
}

function withSignIn(
  { config }: SecretsManagerClient,
  { contactPoint, region }: Extract<CassandraConfig['place'], { kind: 'keyspaces' }>,
): driver.ClientOptions {
  return {
    contactPoints: [contactPoint],
    protocolOptions: { port: keyspacesPort },
    localDataCenter: region,
    authProvider: new KeyspacesSignIn(() => config.credentials(), region),
    sslOptions: { host: contactPoint, rejectUnauthorized: true },
  };
}
