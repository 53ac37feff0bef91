import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { runInstaller } from './run-installer.ts';

/** Programs that npm brings, by a package.json and a lock file of their own. */
export function npmPackages(name: string, manifests: string): Part {
  return {
    name,
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
}
