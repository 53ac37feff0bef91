import driver from 'cassandra-driver';
import type { Credentials } from '../credentials.ts';
import { loopback } from '../service.ts';

export const localDataCenter = 'datacenter1';

type Login = Credentials['cassandra'];

/** The login that every new Cassandra comes with: used once, to replace it. */
const builtIn: Login = { username: 'cassandra', password: 'cassandra' };

/**
 * Resolves once the pipeline can log in. A new Cassandra is given an administrator and a role for the pipeline, which
 * may create keyspaces and owns what it creates; its built-in login, known to everybody, is then shut.
 */
export async function ensureLogin(port: number, credentials: Credentials): Promise<void> {
  try {
    await withClient(port, credentials.cassandra, (client) =>
      client.execute('SELECT release_version FROM system.local'),
    );
  } catch (error) {
    if (!isLoginRefused(error)) throw error;
    await createRoles(port, credentials);
  }
}

async function createRoles(port: number, { cassandra, cassandraAdministrator }: Credentials): Promise<void> {
  // Role names and passwords cannot be bound in CQL; these hold no quote: they are drawn from base64url.
  const role = ({ username, password }: Login, options: string) =>
    `CREATE ROLE IF NOT EXISTS ${username} WITH PASSWORD = '${password}' AND LOGIN = true AND SUPERUSER = ${options}`;
  await withClient(port, builtIn, (client) => client.execute(role(cassandraAdministrator, 'true'))).catch((error) => {
    // Shut already by a start that was cut off after it: the administrator goes on below.
    if (!isLoginRefused(error)) throw error;
  });
  await withClient(port, cassandraAdministrator, async (client) => {
    await client.execute('ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false');
    await client.execute(role(cassandra, 'false'));
    await client.execute(`GRANT CREATE ON ALL KEYSPACES TO ${cassandra.username}`);
  });
}

async function withClient(port: number, login: Login, work: (client: driver.Client) => Promise<unknown>) {
  const client = new driver.Client({
    contactPoints: [loopback],
    protocolOptions: { port },
    localDataCenter,
    credentials: login,
    socketOptions: { connectTimeout: 2000, readTimeout: 10_000 },
  });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.shutdown();
  }
}

/** The driver hides why no host could be used inside its error. */
function isLoginRefused(error: unknown): boolean {
  const inner = Object.values((error as { innerErrors?: Record<string, unknown> }).innerErrors ?? {});
  return [error, ...inner].some((one) => one instanceof driver.errors.AuthenticationError);
}
