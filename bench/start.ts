import { join } from 'node:path';
import type { BenchStack } from './bench-stack.ts';
import { inNewClone } from './new-clone.ts';
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
function startCold(stack: BenchStack): Promise<number> {
  return inNewClone(
    ({ directory, run }) => {
      stack.report('npm start in a new clone with empty caches ...');
      return secondsOf(async () => run('npm', '--prefix', directory, 'start'));
    },
    (parent) => ({
      PIPELINE_CACHE_DIR: join(parent, 'parts'),
      npm_config_cache: join(parent, 'npm'),
      PIP_NO_CACHE_DIR: '1',
    }),
  );
}
