import type { SignIn } from '../front/sign-in.ts';
import { administrator } from '../server/configuration.ts';
import type { DatabaseServer } from '../server/database-server.ts';
import { isIamUser } from '../server/roles.ts';
import type { Instance } from './instance.ts';

/** How a user comes into an instance, as it is now. */
export async function instanceSignIn(user: string, instance: Instance, server: DatabaseServer): Promise<SignIn> {
  if (user === administrator) {
    const message = `pg_hba.conf rejects connection for user "${administrator}"`;
    return { kind: 'refused', message, sqlState: '28000' };
  }
  if (!instance.iamAuthentication) return { kind: 'password' };
  return { kind: (await isIamUser(server.query.bind(server), user)) ? 'token' : 'password' };
}
