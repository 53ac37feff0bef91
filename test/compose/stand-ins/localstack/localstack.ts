import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Part } from '../../../../local/install/part.ts';
import { runInstaller } from '../../../../local/install/run-installer.ts';
import { virtualEnvironment } from '../../../../local/services/localstack/localstack-parts.ts';
import type { Prepared } from '../stand-in.ts';

const initSources = join(import.meta.dirname, 'init');

/** The program that starts a function's runtime inside of its container. */
const initProgram: Part = {
  name: 'localstack-init-stand-in',
  lockFiles: readdirSync(initSources).map((name) => join(initSources, name)),
  async install(directory, report) {
    const remedy = 'Install Go 1.24 or newer: apt, brew, or https://go.dev/dl.';
    const flags = ['-buildvcs=false', '-trimpath', '-ldflags=-s -w'];
    const args = ['build', '-C', initSources, ...flags, '-o', join(directory, 'init'), '.'];
    // The image has another C library than this machine may have.
    const env = { ...process.env, CGO_ENABLED: '0', GOOS: 'linux' };
    await runInstaller('go', args, { env, timeoutMs: 300_000, remedy, report });
  },
};

/** LocalStack as `npm start` installs it, with the Python that it is installed for. */
export async function localstackFiles(install: (part: Part) => Promise<string>): Promise<Prepared> {
  const environment = await install(virtualEnvironment);
  const [, home] = /^home = (.+)$/m.exec(readFileSync(join(environment, 'pyvenv.cfg'), 'utf8')) ?? [];
  if (home === undefined) throw new Error(`${environment}/pyvenv.cfg does not say where its Python is`);
  return { files: { python: dirname(home), environment, 'init-program': await install(initProgram) } };
}
