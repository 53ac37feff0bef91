import type { DatabaseServer } from '../server/database-server.ts';
import { changePassword, makeDatabase, makeRoles } from '../server/roles.ts';
import type { Instance } from './instance.ts';

/** What the first start makes, and what has changed while the server did not run. */
export async function prepareServer(server: DatabaseServer, instance: Instance): Promise<void> {
  const query = server.query.bind(server);
  const { masterUsername: username, pendingVerifier: verifier, databaseName, prepared } = instance;
  if (!prepared) {
    await makeRoles(query, { username, verifier: verifier ?? '' });
    if (databaseName !== undefined) await makeDatabase(query, databaseName, username);
  }
  if (verifier !== undefined) await changePassword(query, { username, verifier });
}
