import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../local/processes/ports.ts';
import { schemaRegistry } from '../../../local/services/schema-registry/schema-registry.ts';
import { readSettings } from '../../../local/settings.ts';
import { Stack } from '../../../local/stack.ts';
import { projectDir } from '../stack/stack.ts';

export interface RegisteredReference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema registry of a test's own, which can be stopped and started again. */
export interface OwnSchemaRegistry {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a chance to save anything. */
  kill(): Promise<void>;
  /** Stops it and deletes what it has left. */
  remove(): Promise<void>;
  /** Registers a schema under a subject. @returns its id */
  register(subject: string, schema: RegistrableSchema): Promise<number>;
}

export interface RegistrableSchema {
  readonly schema: string;
  readonly schemaType?: 'AVRO' | 'PROTOBUF' | 'JSON';
  readonly references?: readonly RegisteredReference[];
}

export async function startSchemaRegistry(): Promise<OwnSchemaRegistry> {
  const directory = mkdtempSync(join(tmpdir(), 'own-schema-registry-'));
  const own = { PIPELINE_STATE_DIR: directory, PORT_OFFSET: '', SCHEMA_REGISTRY_PORT: String(await freePort()) };
  const stack = new Stack(readSettings({ ...process.env, ...own }, projectDir));
  await stack.install(schemaRegistry, () => undefined);
  await stack.start(schemaRegistry);
  const { url } = stack.connections([schemaRegistry])['schema-registry'] as { url: string };

  return {
    url,
    start: async () => void (await stack.start(schemaRegistry)),
    stop: async () => void (await stack.stop(schemaRegistry)),
    kill: async () => void (await stack.daemon(schemaRegistry).stop(schemaRegistry.stopTimeoutMs, 'SIGKILL')),
    remove: async () => {
      await stack.stop(schemaRegistry);
      rmSync(directory, { recursive: true, force: true });
    },
    register: (subject, schema) => registerSchema(url, subject, schema),
  };
}

/** Registers a schema in the registry at the address. @returns its id */
export async function registerSchema(url: string, subject: string, schema: RegistrableSchema): Promise<number> {
  const response = await fetch(`${url}/subjects/${encodeURIComponent(subject)}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify(schema),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${subject} was not registered: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: number }).id;
}
