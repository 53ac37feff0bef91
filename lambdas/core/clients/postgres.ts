import { Signer } from '@aws-sdk/rds-signer';
import pg from 'pg';
import type { PostgresConfig } from '../config.ts';
import type { CredentialsProvider } from './keyspaces-sign-in.ts';

const connectTimeoutMs = 5000;
const queryTimeoutMs = 30_000;

/**
 * A pool of connections to the database's proxy. Each new one signs in with a token of its own, for a token is good for
 * a quarter of an hour. The certificate must be of the host.
 */
export function createPostgresPool(
  credentials: CredentialsProvider,
  { host, port, database, user, region }: PostgresConfig,
  connections: number,
): pg.Pool {
  const signer = new Signer({ hostname: host, port, username: user, region, credentials });
  const pool = new pg.Pool({
    host,
    port,
    database,
    user,
    password: () => signer.getAuthToken(),
    ssl: { rejectUnauthorized: true },
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    // Not statement_timeout: RDS Proxy refuses connections that begin with settings.
    query_timeout: queryTimeoutMs,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced when it is needed; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
