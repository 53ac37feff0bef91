import type { UserAuthConfig } from '@aws-sdk/client-rds';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clients } from '../../clients.ts';
import { type Login, readLogin } from '../../login.ts';
import type { DatabaseProxy } from './proxy.ts';

/** Whom a proxy lets in, how, and how it signs in itself. */
export interface ProxyLogin extends Login {
  readonly iamAuth: NonNullable<UserAuthConfig['IAMAuth']>;
}

/**
 * Reads the proxy's secrets, as they are now: those that cannot be read let nobody in.
 * @param log is told of each that cannot be read
 */
export async function proxyLogins(
  proxy: DatabaseProxy,
  clients: Clients,
  log: (line: string) => void,
): Promise<ProxyLogin[]> {
  const client = clients.secretsManager(proxy);
  const logins = await Promise.all(
    proxy.auth.map(async ({ SecretArn, IAMAuth = 'DISABLED' }) => {
      try {
        const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: SecretArn }));
        const login = readLogin(SecretString);
        if (login) return [{ ...login, iamAuth: IAMAuth }];
        throw new Error('it is no JSON object with a username and a password.');
      } catch (error) {
        log(`Proxy ${proxy.name} cannot use the secret ${SecretArn}: ${(error as Error).message}`);
        return [];
      }
    }),
  );
  return logins.flat();
}
