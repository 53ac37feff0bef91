import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { Part } from './part.ts';
import { runInstaller } from './run-installer.ts';

const remedy = 'Check that npm reaches its registry, then run the command again.';

/**
 * Programs that npm brings, by a package.json and a lock file of their own.
 * @param needed on this machine. Optional packages that do not come are no failure to npm.
 */
export function npmPackages(name: string, manifests: string, needed: string): Part {
  return {
    name,
    lockFiles: [join(manifests, 'package.json'), join(manifests, 'package-lock.json')],
    async install(directory, report) {
      await cp(manifests, directory, { recursive: true });
      await runInstaller('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
        cwd: directory,
        timeoutMs: 300_000,
        remedy,
        report,
      });
      if (!existsSync(join(directory, 'node_modules', needed))) {
        throw new StartError(`npm has left out ${needed}, without an error. ${remedy}`);
      }
    },
  };
}
