import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serverUser } from './services/postgres/server-user.ts';
import type { Settings } from './settings.ts';

/** Below the state directory: what services write there has the modes that they think right. */
const shut = [
  ...['cdk.out', 'config', 'logs', 'pids'],
  ...['cassandra', 'console', 'control-plane', 'kafka', 'localstack', 'schema-registry'].map((name) =>
    join('data', name),
  ),
];

/** Shuts a stack's files to other users: of users' records, too, which are in the data of every store. */
export function makeDirectoriesPrivate({ stateDir }: Pick<Settings, 'stateDir'>): void {
  // Where PostgreSQL runs as another user than this one it has to pass, to a directory of its own; it may list nothing.
  const passable = serverUser() ? 0o711 : 0o700;
  for (const directory of [stateDir, join(stateDir, 'data')]) ensureMode(directory, passable);
  for (const name of shut) ensureMode(join(stateDir, name), 0o700);
}

function ensureMode(directory: string, mode: number): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, mode);
}
