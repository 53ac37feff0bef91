import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../../../local/processes/ports.ts';
import { controlPlane, controlPlaneUrl } from '../../../../../local/services/control-plane/control-plane-service.ts';
import { schemaRegistry } from '../../../../../local/services/schema-registry/schema-registry.ts';
import type { Service } from '../../../../../local/services/service.ts';
import { readSettings } from '../../../../../local/settings.ts';
import { Stack } from '../../../../../local/stack.ts';
import { projectDir } from '../../../../support/stack/stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: what an operation answers, or why it refuses
type Answer = Record<string, any>;

/** A control plane of a test's own with a schema registry of its own, each to be stopped, killed and started again. */
export interface OwnGlue {
  /** Of the registry. */
  readonly url: string;
  start(which: Which): Promise<void>;
  stop(which: Which): Promise<void>;
  kill(which: Which): Promise<void>;
  /** @returns the operation's answer, or the error's code and message */
  call(operation: string, request: object): Promise<Answer>;
  /** Makes a resource as CloudFormation does in that run of LocalStack. @returns its model, or the error's code and message */
  createResource(run: string, type: string, properties: object): Promise<Answer>;
  /** Of the control plane. */
  log(): string;
  /** Ends both, with all that they keep. */
  delete(): Promise<void>;
}

type Which = 'control plane' | 'registry';

const services: Readonly<Record<Which, Service>> = { 'control plane': controlPlane, registry: schemaRegistry };

export async function ownGlue(): Promise<OwnGlue> {
  const stateDir = mkdtempSync(join(tmpdir(), 'own-glue-'));
  const own = {
    PIPELINE_STATE_DIR: stateDir,
    PORT_OFFSET: '',
    CONTROL_PLANE_PORT: String(await freePort()),
    SCHEMA_REGISTRY_PORT: String(await freePort()),
  };
  const settings = readSettings({ ...process.env, ...own }, projectDir);
  const stack = new Stack(settings);
  const stop = async (which: Which) => void (await stack.stop(services[which]));
  const ask = async (path: string, body: object): Promise<Answer> => {
    const place = { account: '000000000000', region: 'us-east-1' };
    const request = { method: 'POST', body: JSON.stringify({ ...place, ...body }) };
    return (await (await fetch(`${controlPlaneUrl(settings)}/${path}`, request)).json()) as Answer;
  };
  return {
    url: `http://127.0.0.1:${settings.ports.schemaRegistry}/apis`,
    start: async (which) => void (await stack.start(services[which])),
    stop,
    kill: async (which) => void (await stack.daemon(services[which]).stop(30_000, 'SIGKILL')),
    call: (operation, request) => ask('call', { service: 'glue', operation, request }),
    createResource: (run, type, properties) =>
      ask('resource', {
        ...{ type, action: 'create', run, properties },
        ...{ stackId: 'stack', stackName: 'stack', logicalId: 'Resource' },
      }),
    log: () => readFileSync(stack.daemon(controlPlane).logFile, 'utf8'),
    async delete() {
      await Promise.all([stop('control plane'), stop('registry')]);
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
