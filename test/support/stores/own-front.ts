import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Signer } from '@aws-sdk/rds-signer';
import pg from 'pg';
import type { Backend } from '../../../local/control-plane/rds/front/backend.ts';
import { type Front, type FrontOptions, openFront } from '../../../local/control-plane/rds/front/front.ts';
import { instanceRefusals } from '../../../local/control-plane/rds/front/refusals.ts';
import { freePort } from '../../../local/processes/ports.ts';
import { issueCertificates } from '../../../local/services/certificates/issue-certificates.ts';
import { loopback } from '../../../local/services/service.ts';

export const { authority, server: identity } = await issueCertificates(Date.now());

/** The user of the tests that signs in by tokens; all others have passwords. */
export const tokenUser = 'token_user';
const region = 'us-east-1';

const opened: Front[] = [];

/** Opens a front before the server that is closed by `closeFronts`. */
export async function frontOf({ port, socketPath }: Backend, options: Partial<FrontOptions> = {}): Promise<Front> {
  const front = await openFront({
    port: await freePort(),
    identity: { key: identity, certificate: identity },
    requireTls: () => true,
    backend: { port, socketPath },
    signInOf: async (user) => ({ kind: user === tokenUser ? 'token' : 'password' }),
    refusals: instanceRefusals,
    region,
    maximumConnections: 20,
    log: () => undefined,
    ...options,
  });
  opened.push(front);
  return front;
}

export async function closeFronts(): Promise<void> {
  await Promise.all(opened.splice(0).map((front) => front.close()));
}

/** For tests that speak the protocol themselves. */
export async function connected(port: number): Promise<Socket> {
  const socket = connect(port, loopback);
  await once(socket, 'connect');
  return socket;
}

/** For a client that trusts the tests' authority only. */
export const verified = { ca: authority };

/** What a client signs in with instead of a password. */
export function tokenFor(port: number, username: string = tokenUser): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new Signer({ hostname: loopback, port, username, region, credentials }).getAuthToken();
}

/** Works with a client that is connected, and ends it. */
export async function withClient<Result>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ host: loopback, ssl: verified, connectionTimeoutMillis: 10_000, ...config });
  // A connection that ends by itself fails the work too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whom the server knows the client as. */
export function whoAmI(config: pg.ClientConfig): Promise<string> {
  return withClient(config, async (client) => (await client.query('SELECT current_user AS name')).rows[0].name);
}
