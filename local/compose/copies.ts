import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFileOf } from '../control-plane/state-file.ts';
import type { ComposeProject } from './project.ts';

/** PIPELINE_STATE_DIR of docker-compose.yml. */
const stateDirInside = '/stack';

/** Copies what a client outside needs to be let in. */
export async function copyLogins(project: ComposeProject, stateDir: string): Promise<void> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  for (const name of ['credentials.json', 'certificates'])
    await project.ask('cp', `prepare:${join(stateDirInside, name)}`, stateDir);
  chmodSync(join(stateDir, 'credentials.json'), 0o600);
}

/** Copies what the control plane says of its databases: nothing before it has run. */
export async function copyDatabases(project: ComposeProject, stateDir: string): Promise<void> {
  const file = stateFileOf(stateDir, 'rds-instances');
  mkdirSync(dirname(file), { recursive: true });
  const inside = stateFileOf(stateDirInside, 'rds-instances');
  await project.ask('cp', `control-plane:${inside}`, file).catch(() => undefined);
}
