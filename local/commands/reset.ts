import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasesDirectory } from '../control-plane/rds/server/directories.ts';
import type { Settings } from '../settings.ts';
import { stopAll } from './stop.ts';

export async function reset(settings: Settings): Promise<void> {
  const report = (line: string) => process.stdout.write(`${line}\n`);
  await stopAll(settings, report);
  for (const path of [...ownEntries(settings.stateDir), databasesDirectory(settings)]) {
    await rm(path, { recursive: true, force: true });
  }
  report(`Deleted ${settings.stateDir}: data, logs and credentials. Installed parts stay in ${settings.cacheDir}.`);
}

/** What is in the state directory, but for the stacks that have theirs below it, such as that of the tests. */
function ownEntries(stateDir: string): string[] {
  const entries = existsSync(stateDir) ? readdirSync(stateDir) : [];
  return entries.map((entry) => join(stateDir, entry)).filter((path) => !existsSync(join(path, 'pids')));
}
