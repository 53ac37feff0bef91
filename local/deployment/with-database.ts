import pg from 'pg';
import type { Settings } from '../settings.ts';
import { masterLogin } from './database.ts';

const connectTimeoutMs = 5000;
const queryTimeoutMs = 30_000;

/** Lends a connection to the pipeline's database. */
export async function withDatabase<Result>(
  settings: Settings,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    ...(await masterLogin(settings)),
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
  });
  // A connection that breaks fails the query that waits for it; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
