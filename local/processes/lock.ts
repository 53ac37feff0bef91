import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../start-error.ts';
import { processStamp } from './process-table.ts';

interface LockOptions {
  /** How long to wait for another holder; 0 refuses at once. */
  readonly waitMs: number;
  /** What the holder is doing, for the message to whoever comes second. */
  readonly doing: string;
}

/** Runs `work` while holding a lock file; the lock of a process that is gone does not count. */
export async function withLock<Result>(
  file: string,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  await acquire(file, options);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, { waitMs, doing }: LockOptions): Promise<void> {
  const deadline = Date.now() + waitMs;
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    if (tryAcquire(file)) return;
    const holder = readHolder(file);
    if (!holder) rmSync(file, { force: true });
    else if (Date.now() >= deadline) {
      throw new StartError(`Another process (pid ${holder}) is ${doing}. Wait for it, or stop it: kill ${holder}.`);
    } else await wait(200);
  }
}

function tryAcquire(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, stamp: processStamp(process.pid) }), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The pid of the living process that holds the lock. */
function readHolder(file: string): number | undefined {
  try {
    const { pid, stamp } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; stamp: string };
    return processStamp(pid) === stamp ? pid : undefined;
  } catch {
    return undefined; // released meanwhile, or cut off while it was written
  }
}
