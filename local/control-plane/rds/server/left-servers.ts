import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Daemon } from '../../../processes/daemon.ts';
import { stopSignal, stopTimeoutMs } from './database-server.ts';

/** Stops the servers that a control plane that was killed has left running. @returns their names */
export async function stopLeftServers(stateDir: string): Promise<string[]> {
  const pids = join(stateDir, 'pids');
  const files = existsSync(pids) ? readdirSync(pids) : [];
  const names = files.flatMap((file) => /^(rds-db-\w+)\.json$/.exec(file)?.[1] ?? []);
  const stopped = await Promise.all(names.map((name) => new Daemon(name, stateDir).stop(stopTimeoutMs, stopSignal)));
  return names.filter((_, index) => stopped[index]);
}
