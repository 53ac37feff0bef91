import { rm } from 'node:fs/promises';
import { databasesDirectory } from '../control-plane/rds/server/directories.ts';
import type { Settings } from '../settings.ts';
import { stopAll } from './stop.ts';

export async function reset(settings: Settings): Promise<void> {
  const report = (line: string) => process.stdout.write(`${line}\n`);
  await stopAll(settings, report);
  for (const directory of [settings.stateDir, databasesDirectory(settings)]) {
    await rm(directory, { recursive: true, force: true });
  }
  report(`Deleted ${settings.stateDir}: data, logs and credentials. Installed parts stay in ${settings.cacheDir}.`);
}
