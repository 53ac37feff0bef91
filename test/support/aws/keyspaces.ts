import { readFileSync } from 'node:fs';
import driver from 'cassandra-driver';
import { type AwsCredentials, KeyspacesSignIn } from '../../../lambdas/core/clients/keyspaces-sign-in.ts';
import { connections } from '../stack/stack.ts';

/** How a client says who it is. */
type SignIn = Pick<driver.ClientOptions, 'authProvider' | 'credentials'>;

/** The pair that every client of an emulator uses. */
const testCredentials: AwsCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export function withAwsCredentials(credentials = testCredentials, region = 'us-east-1'): SignIn {
  return { authProvider: new KeyspacesSignIn(async () => credentials, region) };
}

/** A client of the local Keyspaces, by TLS, as a program on AWS has it. */
export function keyspacesClient(signIn: SignIn = withAwsCredentials()): driver.Client {
  const { keyspacesEndpoint, caCertificate, localDataCenter } = connections().cassandra;
  const [host, port] = keyspacesEndpoint.split(':') as [string, string];
  return new driver.Client({
    contactPoints: [host],
    protocolOptions: { port: Number(port) },
    localDataCenter,
    ...signIn,
    sslOptions: { ca: [readFileSync(caCertificate)], host },
    queryOptions: { consistency: driver.types.consistencies.localQuorum },
  });
}

/** A keyspace for one test file, on a client of its own, gone after it. */
export function ownKeyspace(name: string): driver.Client {
  const client = keyspacesClient();

  beforeAll(async () => {
    await client.execute(`DROP KEYSPACE IF EXISTS ${name}`);
    await client.execute(`CREATE KEYSPACE ${name} WITH REPLICATION = {'class': 'SingleRegionStrategy'}`);
  });

  afterAll(async () => {
    await client.execute(`DROP KEYSPACE IF EXISTS ${name}`).finally(() => client.shutdown());
  });

  return client;
}
