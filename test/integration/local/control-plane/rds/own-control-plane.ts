import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { databasesDirectory } from '../../../../../local/control-plane/rds/server/directories.ts';
import { stopLeftServers } from '../../../../../local/control-plane/rds/server/left-servers.ts';
import { freePort } from '../../../../../local/processes/ports.ts';
import { controlPlane, controlPlaneUrl } from '../../../../../local/services/control-plane/control-plane-service.ts';
import { localstack } from '../../../../../local/services/localstack/localstack.ts';
import { readSettings } from '../../../../../local/settings.ts';
import { Stack } from '../../../../../local/stack.ts';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { connections, projectDir } from '../../../../support/stack/stack.ts';

/** A control plane of a test's own, to be stopped and killed. */
export interface OwnControlPlane {
  readonly stateDir: string;
  /** For SDK clients of the LocalStack that it works with. */
  readonly clientSettings: object;
  /** Of its own, where it has one; at the second time another one at the same address. */
  startLocalstack(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** As the kernel does when memory is short. */
  kill(): Promise<void>;
  /** @returns the operation's answer @throws Error with what is refused */
  call<Answer>(operation: string, request: object): Promise<Answer>;
  /** Ends it, with all that it keeps. */
  delete(): Promise<void>;
}

/** @param localstackPort where its LocalStack is or will be @default that of the tests */
export async function ownControlPlane(
  localstackPort: number = Number(new URL(connections().localstack.endpoint).port),
): Promise<OwnControlPlane> {
  const stateDir = mkdtempSync(join(tmpdir(), 'own-control-plane-'));
  const own = {
    PIPELINE_STATE_DIR: stateDir,
    PORT_OFFSET: '',
    LOCALSTACK_PORT: String(localstackPort),
    CONTROL_PLANE_PORT: String(await freePort()),
    DATABASES_PORT: String(await freePort()),
  };
  const settings = readSettings({ ...process.env, ...own }, projectDir);
  const stack = new Stack(settings);
  const stop = async () => void (await stack.stop(controlPlane));
  return {
    stateDir,
    clientSettings: { ...clientSettings(), endpoint: `http://127.0.0.1:${localstackPort}` },
    async startLocalstack() {
      await stack.stop(localstack);
      await stack.start(localstack);
    },
    start: async () => void (await stack.start(controlPlane)),
    stop,
    async kill() {
      process.kill(stack.daemon(controlPlane).pid() as number, 'SIGKILL');
      await stop();
    },
    async call<Answer>(operation: string, request: object) {
      const place = { service: 'rds', account: '000000000000', region: 'us-east-1' };
      const body = JSON.stringify({ ...place, operation, request });
      const answer = await fetch(`${controlPlaneUrl(settings)}/call`, { method: 'POST', body });
      const content = (await answer.json()) as Answer & { message?: string };
      if (!answer.ok) throw new Error(content.message);
      return content;
    },
    async delete() {
      await stop();
      await stack.stop(localstack);
      await stopLeftServers(stateDir);
      for (const directory of [stateDir, dirname(databasesDirectory(settings))]) {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}
