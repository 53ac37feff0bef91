import { spawnSync } from 'node:child_process';
import { ensureOwnDatabase } from './own-database.ts';
import { projectDir, stackEnvironment } from './stack.ts';

/** Starts the services of the tests' stack, or finds them running. They are left running for the next test run. */
export default async function startStack(): Promise<void> {
  const { status } = spawnSync('npm', ['run', '--silent', 'services'], {
    cwd: projectDir,
    env: { ...process.env, ...stackEnvironment },
    stdio: ['ignore', 2, 2],
    timeout: 1_800_000,
  });
  if (status !== 0) throw new Error('The services of the tests did not start: see above.');
  await ensureOwnDatabase();
}
