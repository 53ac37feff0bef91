import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import type { PostgresConfig } from '../config.ts';
import { postgresLogin, readSecret } from '../secrets.ts';

const connectTimeoutMs = 5000;
const queryTimeoutMs = 30_000;

/** A pool that asks for the password at each new connection, so that a rotated one is found by itself. */
export async function createPostgresPool(
  secrets: SecretsManagerClient,
  { secretArn, tls }: PostgresConfig,
  connections: number,
): Promise<pg.Pool> {
  const { host, port, dbname, username } = await readSecret(secrets, secretArn, postgresLogin);
  const pool = new pg.Pool({
    host,
    port,
    database: dbname,
    user: username,
    password: async () => (await readSecret(secrets, secretArn, postgresLogin)).password,
    ssl: tls === 'verify' ? { rejectUnauthorized: true } : false,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    statement_timeout: queryTimeoutMs,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced when it is needed; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
