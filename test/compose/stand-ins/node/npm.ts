import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../../../../local/install/part.ts';
import { runInstaller } from '../../../../local/install/run-installer.ts';

const manifests = join(import.meta.dirname, 'npm');

/** npm as Node.js 22 brings it, in `node_modules/npm`. */
export const npm: Part = {
  name: 'npm-stand-in',
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
