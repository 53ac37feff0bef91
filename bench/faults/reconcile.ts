import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../../local/start-error.ts';
import { type BenchStack, benchEnvironment, projectDir } from '../bench-stack.ts';
import type { Measured } from '../report.ts';
import { round } from '../report.ts';

const everyMs = 100;
const timeoutMs = 1_800_000;

/** How fast `npm run reconcile` compares a topic with both stores, and the most memory that it takes. */
export async function benchReconcile(stack: BenchStack, users = 100_000): Promise<Measured> {
  await stack.startAnew(users);
  const { seconds, peakMib, records } = await runReconcile(benchEnvironment);
  stack.report(`${records} records in ${seconds} s, at most ${peakMib} MiB`);
  return {
    series: [
      { name: 'reconcile', unit: 'records/s', values: [records / seconds] },
      { name: 'its memory at most', unit: 'MiB', values: [peakMib] },
    ],
    ratios: [],
    figures: { records, seconds },
  };
}

/**
 * Runs the command on the stack of an environment, and asks the system for its memory meanwhile.
 * @throws StartError when there is a difference: its time means nothing then.
 */
async function runReconcile(environment: NodeJS.ProcessEnv) {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'local/cli.ts', 'reconcile', '--json'],
    {
      cwd: projectDir,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: timeoutMs,
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let peakMib = 0;
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const measuring = new AbortController();
  const measured = (async () => {
    while (!measuring.signal.aborted) {
      peakMib = Math.max(peakMib, peakMemoryMib(child.pid));
      await wait(everyMs, undefined, { signal: measuring.signal }).catch(() => undefined);
    }
  })();
  const code = await ended.finally(() => measuring.abort());
  const seconds = round((performance.now() - begun) / 1000);
  await measured;
  if (code !== 0) throw new StartError(`reconcile ended with ${code}: ${output}`);
  return { seconds, peakMib: round(peakMib), records: (JSON.parse(output) as { records: number }).records };
}

/** The most that a process has taken since it began; 0 where the system does not say. */
function peakMemoryMib(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}
