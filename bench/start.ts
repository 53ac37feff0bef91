import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../local/start-error.ts';
import { type BenchStack, benchEnvironment, projectDir } from './bench-stack.ts';
import { type Report, type Series, secondsOf } from './report.ts';

interface StartOptions {
  readonly rounds: number;
  /** Whether a new clone starts too. */
  readonly cold: boolean;
  /** Whether the containers take turns with the processes. */
  readonly docker: boolean;
}

/** `npm start` from the command to its end, in seconds; each of them deploys, fetches 1,000 users and stores them. */
export async function benchStart(stack: BenchStack, { rounds, cold, docker }: StartOptions): Promise<Report> {
  const ways = [{ where: '', options: [] }, ...(docker ? [{ where: ' in Docker', options: ['--docker'] }] : [])];
  const series: Series[] = [];
  for (const { options } of ways) await stack.startAnew(1000, options);
  const measured = ways.map(({ where, options }) => ({ where, options, warm: [] as number[], again: [] as number[] }));
  for (let number = 1; number <= rounds; number += 1) {
    for (const { where, options, warm, again } of measured) {
      await stack.stop();
      warm.push(await secondsOf(() => stack.start(1000, options)));
      again.push(await secondsOf(() => stack.start(1000, options)));
      stack.report(`round ${number}${where}: ${warm.at(-1)} s after npm stop, ${again.at(-1)} s when everything runs`);
    }
  }
  await stack.stop();
  if (cold) series.push({ name: 'cold: new clone, empty caches', unit: 's', values: [await startCold(stack)] });
  for (const { where, warm, again } of measured) {
    series.push({ name: `warm: after npm stop${where}`, unit: 's', values: warm });
    series.push({ name: `again: everything runs${where}`, unit: 's', values: again });
  }
  return { bench: 'start', series, ratios: [], figures: {} };
}

/** With the download caches of npm and pip left out too; Maven's repository of this user stays. */
async function startCold(stack: BenchStack): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'users-pipeline-cold-'));
  const clone = join(directory, 'clone');
  const env = {
    ...process.env,
    ...benchEnvironment,
    PIPELINE_CACHE_DIR: join(directory, 'parts'),
    npm_config_cache: join(directory, 'npm'),
    PIP_NO_CACHE_DIR: '1',
  };
  const run = (file: string, ...args: string[]) => {
    const { status } = spawnSync(file, args, { cwd: directory, env, stdio: ['ignore', 2, 2], timeout: 1_800_000 });
    if (status !== 0) throw new StartError(`${file} ${args.join(' ')} failed: see above.`);
  };
  try {
    run('git', 'clone', '--quiet', projectDir, clone);
    stack.report('npm start in a new clone with empty caches ...');
    return await secondsOf(async () => run('npm', '--prefix', clone, 'start'));
  } finally {
    run('npm', '--prefix', clone, 'stop');
    rmSync(directory, { recursive: true, force: true });
  }
}
