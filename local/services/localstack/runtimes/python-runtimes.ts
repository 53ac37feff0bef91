import { join } from 'node:path';
import type { Part } from '../../../install/part.ts';
import { pipOptions, programIn } from '../../../install/python-environment.ts';
import { findEvery, pythonOf } from '../../../install/requirements.ts';
import { runInstaller } from '../../../install/run-installer.ts';
import { virtualEnvironment } from '../localstack-parts.ts';

const requirements = join(import.meta.dirname, 'requirements.lock.txt');

/** For each Python that the machine may have, an environment with what AWS's runtime of that version brings. */
export const pythonRuntimes: readonly PythonRuntime[] = ['3.12', '3.13'].map(pythonRuntime);

interface PythonRuntime extends Part {
  /** Such as `3.13`. */
  readonly version: string;
}

function pythonRuntime(version: string): PythonRuntime {
  const find = async () => {
    const found = await findEvery(pythonOf(version));
    return found.find((one) => one.version.startsWith(`${version}.`))?.path;
  };
  return {
    name: `python-runtime-${version}`,
    version,
    lockFiles: [requirements],
    // AWS builds its client for Linux only.
    isOfUse: async () => process.platform === 'linux' && (await find()) !== undefined,
    async install(directory, report, installed) {
      const path = await find();
      if (path === undefined) throw new Error(`Python ${version} was there and is there no more.`);
      const remedy = 'Check that pip reaches its index, then run the command again.';
      await runInstaller(path, ['-m', 'venv', '--without-pip', directory], { timeoutMs: 120_000, remedy });
      const pip = ['-m', 'pip', '--python', programIn(directory, 'python'), 'install', ...pipOptions];
      const everything = ['--require-hashes', '--requirement', requirements];
      const options = { timeoutMs: 300_000, remedy, report };
      await runInstaller(programIn(installed(virtualEnvironment), 'python'), [...pip, ...everything], options);
    },
  };
}
