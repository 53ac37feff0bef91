import pg from 'pg';
import type { Credentials } from '../credentials.ts';
import { loopback } from '../service.ts';

/** Rejects until the server accepts the administrator. */
export async function isAnswering(port: number, credentials: Credentials): Promise<void> {
  await asAdministrator(port, credentials, (client) => client.query('SELECT 1'));
}

/** The pipeline's role and the database that it owns, made where they are missing. */
export async function ensureDatabase(port: number, credentials: Credentials): Promise<void> {
  const { username, password } = credentials.postgres;
  await asAdministrator(port, credentials, async (client) => {
    const name = client.escapeIdentifier(username);
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [username]);
    // Neither statement takes bound parameters: the values are escaped by the driver.
    if (roles.rowCount === 0)
      await client.query(`CREATE ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [username]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  });
}

async function asAdministrator(port: number, credentials: Credentials, work: (client: pg.Client) => Promise<unknown>) {
  const { username, password } = credentials.postgresAdministrator;
  const client = new pg.Client({
    host: loopback,
    port,
    user: username,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
    query_timeout: 10_000,
  });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
