import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { installPart } from '../../../../local/install/part.ts';
import { programIn, pythonEnvironment } from '../../../../local/install/python-environment.ts';
import { freePort } from '../../../../local/processes/ports.ts';
import { requireAnswer } from '../../../../local/services/http-health.ts';
import { readSettings } from '../../../../local/settings.ts';
import { eventually } from '../../../support/eventually.ts';
import { projectDir } from '../../../support/stack/stack.ts';

/** An emulator of AWS that is not LocalStack, and keeps no Kafka mappings. */
const ministack = pythonEnvironment('ministack', join(import.meta.dirname, 'ministack.lock.txt'));
const startTimeoutMs = 60_000;

export interface OwnMinistack {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Installs it if it is not there, and starts it on a free port. @param directory for what it writes */
export async function startMinistack(directory: string): Promise<OwnMinistack> {
  const { cacheDir } = readSettings(process.env, projectDir);
  const installed = await installPart(ministack, cacheDir, () => undefined);
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(programIn(installed, 'python'), ['-m', 'ministack.app'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: {
      // It runs functions by the first node on the path.
      PATH: [dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter),
      HOME: directory,
      TMPDIR: directory,
      PYTHONDONTWRITEBYTECODE: '1',
      // Of itself it listens on every address.
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: new URL(endpoint).port,
      IOT_MTLS_ENABLED: '0',
    },
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  try {
    await eventually(() => requireAnswer(`${endpoint}/_ministack/health`), startTimeoutMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
