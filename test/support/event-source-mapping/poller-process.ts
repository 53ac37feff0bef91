import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Health } from '../../../local/event-source-mapping/health.ts';
import type { WorkerStatus } from '../../../local/event-source-mapping/worker/worker-status.ts';
import { freePort } from '../../../local/processes/ports.ts';
import { eventually } from '../eventually.ts';
import { connections, projectDir } from '../stack/stack.ts';
import { afterTest } from './clean-up.ts';

const endsWithParent = join(projectDir, 'test', 'support', 'event-source-mapping', 'ends-with-parent.mjs');

export interface PollerProcess {
  readonly ended: boolean;
  /** Of one mapping; empty until the poller has found it. */
  statusOf(uuid: string): Promise<Partial<WorkerStatus>>;
  /** The text of a page such as /metrics. */
  page(path: string): Promise<string>;
  /** Waits until the mapping has this state. */
  hasState(uuid: string, state: string): Promise<void>;
  /** Ends it, if it has not ended yet, and tells its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the poller as a program of its own for these mappings, or for all, until the test is over. */
export async function launchPoller(...uuids: readonly string[]): Promise<PollerProcess> {
  const poller = await spawnPoller(...uuids);
  afterTest(() => poller.stop('SIGKILL'));
  return poller;
}

/** The same, once each of the mappings is polled. */
export async function startPoller(...uuids: readonly string[]): Promise<PollerProcess> {
  const poller = await launchPoller(...uuids);
  for (const uuid of uuids) await poller.hasState(uuid, 'Enabled');
  return poller;
}

/** The same as a program that whoever started it ends. */
export function spawnPoller(...uuids: readonly string[]): Promise<PollerProcess> {
  const only = uuids.flatMap((uuid) => ['--mapping', uuid]);
  return spawnPollerOf(connections().localstack.endpoint, only);
}

/** The same of another emulator, with options of its own. */
export async function spawnPollerOf(endpoint: string, options: readonly string[]): Promise<PollerProcess> {
  const port = await freePort();
  const cli = join(projectDir, 'local', 'event-source-mapping', 'cli.ts');
  const program = ['--import', endsWithParent, cli, '--endpoint-url', endpoint, '--port', String(port), ...options];
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: connections().kafka.caCertificate },
  });
  const page = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const statusOf = async (uuid: string) => {
    const health = JSON.parse(await page('/health')) as Health;
    return health.mappings.find((one) => one.uuid === uuid) ?? {};
  };
  return {
    statusOf,
    page,
    hasState: (uuid, state) =>
      eventually(async () => expect(await statusOf(uuid)).toMatchObject({ state }), 30_000, 50),
    get ended() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}
