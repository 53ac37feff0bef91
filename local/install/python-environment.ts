import { join } from 'node:path';
import type { Part } from './part.ts';
import { findProgram, python } from './requirements.ts';
import { runInstaller } from './run-installer.ts';

/** No questions, no progress bar. */
export const pipOptions = ['--disable-pip-version-check', '--no-input', '--progress-bar=off'];

/** A Python environment with the packages of a lock file, each of which it names by its hash. */
export function pythonEnvironment(name: string, requirements: string): Part {
  return {
    name,
    lockFiles: [requirements],
    async install(directory, report) {
      const { path } = await findProgram(python);
      const remedy = 'Check that pip reaches its index, then run the command again.';
      await runInstaller(path, ['-m', 'venv', directory], { timeoutMs: 120_000, remedy: python.remedy });
      const install = ['-m', 'pip', 'install', ...pipOptions, '--require-hashes', '--requirement', requirements];
      await runInstaller(programIn(directory, 'python'), install, { timeoutMs: 1_200_000, remedy, report });
    },
  };
}

/** A program of the Python environment. */
export function programIn(environment: string, name: 'python' | 'awslocal' | 'cfn-lint' | 'cqlsh'): string {
  return join(environment, 'bin', name);
}
