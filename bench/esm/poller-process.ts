import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Health } from '../../local/event-source-mapping/health.ts';
import type { WorkerStatus } from '../../local/event-source-mapping/worker/worker-status.ts';
import { loopback } from '../../local/services/service.ts';
import { eventually } from '../../test/support/eventually.ts';
import { type BenchStack, projectDir } from '../bench-stack.ts';

const cli = join(projectDir, 'local', 'event-source-mapping', 'cli.ts');
const enableTimeoutMs = 60_000;
const killAfterMs = 15_000;

/** The poller as a program of its own. */
export interface PollerProcess {
  readonly pid: number;
  statuses(): Promise<readonly WorkerStatus[]>;
  /** What every full garbage collection so far left of its JavaScript objects, in MiB. */
  readonly liveHeap: readonly number[];
}

/** Lends a poller that serves just these mappings and has begun to poll them. */
export async function withPoller<Result>(
  { settings }: BenchStack,
  uuids: readonly string[],
  work: (poller: PollerProcess) => Promise<Result>,
): Promise<Result> {
  const { localstack, eventSourceMapping: port } = settings.ports;
  const args = ['--endpoint-url', `http://${loopback}:${localstack}`, '--port', String(port)];
  const child = spawn(process.execPath, ['--trace-gc', cli, ...args, ...uuids.flatMap((uuid) => ['--mapping', uuid])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const liveHeap: number[] = [];
  createInterface(child.stdout).on('line', (line) => {
    const left = /: Mark-Compact .* -> (\S+) \(\S+\) MB/.exec(line)?.[1];
    if (left !== undefined) liveHeap.push(Number(left));
  });
  const page = async (path: string) => (await fetch(`http://${loopback}:${port}${path}`)).text();
  const statuses = async () => (JSON.parse(await page('/health')) as Health).mappings;
  try {
    await eventually(async () => requireEnabled(await statuses(), uuids.length), enableTimeoutMs, 20);
    return await work({ pid: child.pid ?? 0, statuses, liveHeap });
  } finally {
    await end(child);
  }
}

function requireEnabled(statuses: readonly WorkerStatus[], count: number): void {
  const enabled = statuses.filter(({ state }) => state === 'Enabled').length;
  if (enabled < count) throw new Error(`Only ${enabled} of ${count} mappings are polled.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const kill = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  child.kill();
  await once(child, 'exit');
  clearTimeout(kill);
}
