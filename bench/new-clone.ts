import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../local/start-error.ts';
import { benchEnvironment, projectDir } from './bench-stack.ts';

const timeoutMs = 1_800_000;

/** A checkout of what is committed here, with the state directory and ports of the benches. */
export interface NewClone {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** @throws StartError when it fails, or takes longer than half an hour. */
  run(file: string, ...args: string[]): void;
}

/**
 * Stops what was started in the clone, and removes it, at the end of the work.
 * @param caches makes the variables that tell the clone's programs where their caches are; they are removed with it.
 */
export async function inNewClone<Result>(
  work: (clone: NewClone) => Promise<Result>,
  caches: (directory: string) => NodeJS.ProcessEnv = () => ({}),
): Promise<Result> {
  const parent = mkdtempSync(join(tmpdir(), 'users-pipeline-clone-'));
  const directory = join(parent, 'clone');
  const env = { ...process.env, ...benchEnvironment, ...caches(parent) };
  const run = (file: string, ...args: string[]) => {
    const { status } = spawnSync(file, args, { cwd: parent, env, stdio: ['ignore', 2, 2], timeout: timeoutMs });
    if (status !== 0) throw new StartError(`${file} ${args.join(' ')} failed: see above.`);
  };
  const end = () => {
    if (existsSync(directory)) run('npm', '--prefix', directory, 'stop');
    // What was cut off may write its last file yet.
    rmSync(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  };
  // A bench that is cut off ends the process without an end of the work.
  process.once('exit', end);
  try {
    run('git', 'clone', '--quiet', projectDir, directory);
    return await work({ directory, env, run });
  } finally {
    process.off('exit', end);
    end();
  }
}
