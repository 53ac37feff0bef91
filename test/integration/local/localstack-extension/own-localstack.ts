import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../../local/processes/ports.ts';
import { localstack } from '../../../../local/services/localstack/localstack.ts';
import type { Service } from '../../../../local/services/service.ts';
import { readSettings } from '../../../../local/settings.ts';
import { Stack } from '../../../../local/stack.ts';
import { projectDir } from '../../../support/stack/stack.ts';

/** A LocalStack of a test's own, to be started with variables of its own, stopped and killed. */
export interface OwnLocalstack {
  readonly pid: number;
  readonly clientSettings: object;
  /** As `npm stop` does. */
  stop(): Promise<void>;
}

/** @param variables of LocalStack's process, on top of those that the stack gives it */
export async function startLocalstack(variables: NodeJS.ProcessEnv = {}): Promise<OwnLocalstack> {
  const directory = mkdtempSync(join(tmpdir(), 'own-localstack-'));
  const port = await freePort();
  const own = { PIPELINE_STATE_DIR: directory, PORT_OFFSET: '', LOCALSTACK_PORT: String(port) };
  const stack = new Stack(readSettings({ ...process.env, ...own }, projectDir));
  const service = withVariables(localstack, variables);
  await stack.start(service);
  return {
    pid: stack.daemon(service).pid() as number,
    clientSettings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
    },
    stop: async () => {
      await stack.stop(service);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function withVariables(service: Service, variables: NodeJS.ProcessEnv): Service {
  return {
    ...service,
    command: async (context) => {
      const command = await service.command(context);
      return { ...command, env: { ...command.env, ...variables } };
    },
  };
}
