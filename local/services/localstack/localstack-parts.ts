import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from '../../install/part.ts';
import { findProgram, python } from '../../install/requirements.ts';
import { runInstaller } from '../../install/run-installer.ts';

const requirements = join(import.meta.dirname, 'requirements.lock.txt');
const extensionSources = join(import.meta.dirname, '..', '..', 'localstack-extension');

/** No questions, no progress bar. */
export const pipOptions = ['--disable-pip-version-check', '--no-input', '--progress-bar=off'];

/** LocalStack and awslocal in a Python environment of their own. */
export const virtualEnvironment: Part = {
  name: 'localstack',
  lockFiles: [requirements],
  async install(directory, report) {
    const { path } = await findProgram(python);
    const remedy = 'Check that pip reaches its index, then run the command again.';
    await runInstaller(path, ['-m', 'venv', directory], { timeoutMs: 120_000, remedy: python.remedy });
    const install = ['-m', 'pip', 'install', ...pipOptions, '--require-hashes', '--requirement', requirements];
    await runInstaller(programIn(directory, 'python'), install, { timeoutMs: 1_200_000, remedy, report });
  },
};

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

/** A program of the Python environment. */
export function programIn(environment: string, name: 'python' | 'awslocal'): string {
  return join(environment, 'bin', name);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(py|mjs|toml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
