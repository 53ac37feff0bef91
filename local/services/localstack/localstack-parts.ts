import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from '../../install/part.ts';
import { pipOptions, programIn, pythonEnvironment } from '../../install/python-environment.ts';
import { runInstaller } from '../../install/run-installer.ts';

const extensionSources = join(import.meta.dirname, '..', '..', 'localstack-extension');

/** LocalStack and awslocal in a Python environment of their own. */
export const virtualEnvironment = pythonEnvironment('localstack', join(import.meta.dirname, 'requirements.lock.txt'));

/** Our extension, installed beside the environment: it changes more often than LocalStack does. */
export const extension: Part = {
  name: 'localstack-extension',
  get lockFiles() {
    return sourceFiles(extensionSources);
  },
  async install(directory, report, installed) {
    // The build writes into the folder that it builds: it gets a copy.
    const copy = await mkdtemp(join(tmpdir(), 'localstack-extension-'));
    try {
      await cp(extensionSources, copy, { recursive: true });
      await runInstaller(
        programIn(installed(virtualEnvironment), 'python'),
        [
          '-m',
          'pip',
          'install',
          ...pipOptions,
          '--no-deps',
          '--no-build-isolation',
          '--no-index',
          '--target',
          directory,
          copy,
        ],
        { timeoutMs: 120_000, remedy: `Look at ${extensionSources}: it does not build.`, report },
      );
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
};

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(py|mjs|toml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
