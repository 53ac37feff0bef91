import type { UserAuthConfig } from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClientsOf } from '../clients-of.ts';
import type { DatabaseProxy } from './proxy.ts';

/** Whom a proxy lets in, and how. */
export interface ProxyLogin {
  readonly username: string;
  readonly iamAuth: NonNullable<UserAuthConfig['IAMAuth']>;
}

/**
 * Reads the proxy's secrets, as they are now: those that cannot be read let nobody in.
 * @param log is told of each that cannot be read
 */
export async function proxyLogins(
  proxy: DatabaseProxy,
  clientsOf: ClientsOf,
  log: (line: string) => void,
): Promise<ProxyLogin[]> {
  const client = new SecretsManagerClient(clientsOf(proxy));
  const logins = await Promise.all(
    proxy.auth.map(async ({ SecretArn, IAMAuth = 'DISABLED' }) => {
      try {
        const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: SecretArn }));
        return [{ username: usernameIn(SecretString), iamAuth: IAMAuth }];
      } catch (error) {
        log(`Proxy ${proxy.name} cannot use the secret ${SecretArn}: ${(error as Error).message}`);
        return [];
      }
    }),
  );
  return logins.flat();
}

/** What the secret holds is in no message. */
function usernameIn(secret: string): string {
  const { username } = asObject(secret);
  if (typeof username === 'string' && username !== '') return username;
  throw new Error('it is no JSON object with a username.');
}

function asObject(text: string): { username?: unknown } {
  try {
    return (JSON.parse(text) as { username?: unknown } | null) ?? {};
  } catch {
    return {};
  }
}
