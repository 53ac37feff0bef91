import driver from 'cassandra-driver';
import { KeyspacesSignIn } from '../../../lambdas/core/clients/keyspaces-sign-in.ts';
import type { Credentials } from '../credentials.ts';

/** Named as Keyspaces names it: by the Region. */
export const localDataCenter = 'us-east-1';

/** Who signs in with AWS credentials: on AWS it would be whoever they belong to. */
export const iamRole = 'aws_iam';

type Login = Credentials['cassandra'];

export interface Server {
  readonly host: string;
  readonly port: number;
}

/** How a client says who it is. */
type SignIn = Pick<driver.ClientOptions, 'authProvider' | 'credentials'>;

/** The login that every new Cassandra comes with: used once, to replace it. */
const builtIn: SignIn = { credentials: { username: 'cassandra', password: 'cassandra' } };

/** The pair that every client of an emulator uses. */
const withAwsCredentials: SignIn = {
  authProvider: new KeyspacesSignIn(async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }), localDataCenter),
};

/**
 * Resolves once the pipeline can log in, and whoever has AWS credentials sign in. A new Cassandra is given an
 * administrator and a role for each of these two, which may do the same; its built-in login, known to everybody, is
 * then shut. A password of Keyspaces belongs to an IAM user too: what one has made, the other may use.
 */
export async function ensureLogin(server: Server, credentials: Credentials): Promise<void> {
  try {
    await logIn(server, credentials);
  } catch (error) {
    if (!isLoginRefused(error)) throw error;
    await createRoles(server, credentials);
    // Cassandra remembers for two seconds that a role was not there.
    await logIn(server, credentials);
  }
}

async function logIn(server: Server, { cassandra }: Credentials): Promise<void> {
  for (const signIn of [{ credentials: cassandra }, withAwsCredentials]) {
    await withClient(server, signIn, (client) => client.execute('SELECT release_version FROM system.local'));
  }
}

async function createRoles(server: Server, { cassandra, cassandraAdministrator }: Credentials): Promise<void> {
  // Role names and passwords cannot be bound in CQL; these hold no quote: they are drawn from base64url.
  const role = ({ username, password }: Login, options: string) =>
    `CREATE ROLE IF NOT EXISTS ${username} WITH PASSWORD = '${password}' AND LOGIN = true AND SUPERUSER = ${options}`;
  await withClient(server, builtIn, (client) => client.execute(role(cassandraAdministrator, 'true'))).catch((error) => {
    // Shut already by a start that was cut off after it: the administrator goes on below.
    if (!isLoginRefused(error)) throw error;
  });
  await withClient(server, { credentials: cassandraAdministrator }, async (client) => {
    await client.execute('ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false');
    await client.execute(role(cassandra, 'false'));
    await client.execute(`CREATE ROLE IF NOT EXISTS ${iamRole} WITH LOGIN = true AND SUPERUSER = false`);
    // Not on Cassandra's own: these are never among all keyspaces.
    await client.execute(`GRANT ALL PERMISSIONS ON ALL KEYSPACES TO ${iamRole}`);
    await client.execute(`GRANT ${iamRole} TO ${cassandra.username}`);
  });
}

async function withClient({ host, port }: Server, signIn: SignIn, work: (client: driver.Client) => Promise<unknown>) {
  const client = new driver.Client({
    contactPoints: [host],
    protocolOptions: { port },
    localDataCenter,
    ...signIn,
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
