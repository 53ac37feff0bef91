import { spawnSync } from 'node:child_process';
import { ensureOwnDatabase } from '../stores/own-database.ts';
import { projectDir, testStack } from './stack.ts';

/** Starts the services of a tests' stack, or finds them running. They are left running for the next test run. */
export async function startStack(number: number): Promise<void> {
  const environment = testStack(number);
  const { status } = spawnSync('npm', ['run', '--silent', 'services'], {
    cwd: projectDir,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2],
    timeout: 1_800_000,
  });
  if (status !== 0)
    throw new Error(`The services of the tests in ${environment.PIPELINE_STATE_DIR} did not start: see above.`);
  await ensureOwnDatabase(environment);
}
