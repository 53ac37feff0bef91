import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StartError } from '../local/start-error.ts';
import type { BenchStack } from './bench-stack.ts';
import { inNewClone, type NewClone } from './new-clone.ts';
import { type Report, secondsOf } from './report.ts';

const edits = [
  { of: 'one function', file: join('lambdas', 'fetch-users', 'handler.ts') },
  { of: 'what all functions share', file: join('lambdas', 'core', 'function-handler.ts') },
  { of: 'the poller', file: join('local', 'event-source-mapping', 'cli.ts') },
];
const startTimeoutMs = 600_000;
const editTimeoutMs = 120_000;

/** `npm run dev`: from an edit of a file until what the edit asks for runs, in seconds. */
export async function benchDev(stack: BenchStack, rounds: number): Promise<Report> {
  const measured = edits.map((edit) => ({ ...edit, seconds: [] as number[] }));
  await inNewClone(async (clone) => {
    clone.run('npm', '--prefix', clone.directory, 'ci', '--no-audit', '--no-fund');
    stack.report('npm run dev ...');
    const dev = await startDev(clone, stack.report);
    try {
      for (let round = 1; round <= rounds; round += 1) {
        for (const { of, file, seconds } of measured) {
          seconds.push(await secondsAfter(join(clone.directory, file), `console.info('edit ${round}');`, dev));
          stack.report(`round ${round}: ${seconds.at(-1)} s after an edit of ${of}`);
        }
      }
    } finally {
      await dev.stop();
    }
  });
  const series = measured.map(({ of, seconds }) => ({ name: `after an edit of ${of}`, unit: 's', values: seconds }));
  return { bench: 'dev', series, ratios: [], figures: {} };
}

async function secondsAfter(file: string, line: string, dev: Dev): Promise<number> {
  const seconds = await secondsOf(() => {
    appendFileSync(file, `\n${line}\n`);
    return dev.untilLine('Up to date after', editTimeoutMs);
  });
  await dev.untilLine('Watching', editTimeoutMs);
  return seconds;
}

interface Dev {
  /** @throws StartError when it waits for the next change, ends, or the time is over, before it writes such a line. */
  untilLine(beginning: string, timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

async function startDev({ directory, env }: NewClone, report: BenchStack['report']): Promise<Dev> {
  const args = ['--disable-warning=ExperimentalWarning', join('local', 'cli.ts'), 'dev'];
  const child = spawn(process.execPath, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // Before the clone's own end, for it would write into what is being removed.
  process.prependOnceListener('exit', () => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const dev: Dev = {
    async untilLine(beginning, timeoutMs) {
      const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      try {
        for (;;) {
          const { value, done } = await lines.next();
          if (done) throw new StartError(`npm run dev ended, or took over ${timeoutMs / 1000} s: see above.`);
          report(value);
          if (value.startsWith(beginning)) return;
          if (value.startsWith('Watching'))
            throw new StartError('npm run dev could not do what an edit asks for: see above.');
        }
      } finally {
        clearTimeout(late);
      }
    },
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
  await dev.untilLine('Watching', startTimeoutMs);
  return dev;
}
