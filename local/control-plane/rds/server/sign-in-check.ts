import pg from 'pg';
import { loopback } from '../../../services/service.ts';

const timeoutMs = 5000;

/** Signs in by a password, and leaves. @returns what the server says against it; undefined when it lets one in */
export async function signInProblem(port: number, user: string, password: string): Promise<string | undefined> {
  const client = new pg.Client({
    host: loopback,
    port,
    user,
    password,
    database: 'postgres',
    connectionTimeoutMillis: timeoutMs,
  });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
}
