import * as z from 'zod/mini';
import {
  type AskRegistry,
  registryClient,
} from '../../event-source-mapping/schema-registry/confluent/registry-client.ts';
import { hostOf } from '../../services/hosts.ts';
import { schemaRegistryUrl } from '../../services/schema-registry/schema-registry.ts';
import type { Settings } from '../../settings.ts';
import { away, unknown } from '../problem.ts';
import type { SchemaVersion } from './answers.ts';

const names = z.array(z.string());
const numbers = z.array(z.int());
const config = z.object({ compatibilityLevel: z.optional(z.string()), compatibility: z.optional(z.string()) });
const schemaVersion = z.object({
  id: z.int(),
  version: z.int(),
  schema: z.string(),
  schemaType: z._default(z.string(), 'AVRO'),
  references: z.nullish(z.array(z.object({ name: z.string(), subject: z.string(), version: z.int() }))),
});

/** The stack's schema registry by Confluent's API. Everything throws ConsoleProblem when it does not answer. */
export class Registry {
  readonly url: string;
  readonly #ask: AskRegistry;

  constructor(settings: Settings) {
    this.url = schemaRegistryUrl(settings, hostOf('schema-registry', settings));
    const patience = { timeoutMs: 3000, attempts: 1, backoff: { firstMs: 100, maxMs: 100 } };
    this.#ask = registryClient({ url: new URL(this.url), access: {}, ...patience }).ask;
  }

  async subjects(): Promise<string[]> {
    return (await this.#answer(names, '/subjects')) ?? [];
  }

  /** The newest first. @throws ConsoleProblem when there is no such subject */
  async versions(subject: string): Promise<number[]> {
    const versions = await this.#answer(numbers, `/subjects/${encodeURIComponent(subject)}/versions`);
    if (!versions || versions.length === 0) throw unknown(`The subject ${subject}`);
    return versions.sort((one, other) => other - one);
  }

  /** @throws ConsoleProblem when it is not registered */
  async version(subject: string, version: number): Promise<SchemaVersion> {
    const found = await this.#answer(schemaVersion, `/subjects/${encodeURIComponent(subject)}/versions/${version}`);
    if (!found) throw unknown(`Version ${version} of ${subject}`);
    const { id, schema, schemaType: format, references } = found;
    return { version: found.version, id, format, text: pretty(schema), references: references ?? [] };
  }

  /** The subject's own rule, or the registry's. */
  async compatibility(subject: string): Promise<string> {
    const own = await this.#answer(config, `/config/${encodeURIComponent(subject)}`);
    const rule = own ?? (await this.#answer(config, '/config'));
    return rule?.compatibilityLevel ?? rule?.compatibility ?? 'NONE';
  }

  async #answer<Value>(shape: z.ZodMiniType<Value>, path: string): Promise<Value | undefined> {
    const answer = await this.#ask(path).catch((cause) => {
      throw away('The schema registry', cause);
    });
    if (answer === undefined) return undefined;
    const parsed = shape.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw away('The schema registry', new Error(`${path} is something else than expected`));
  }
}

function pretty(schema: string): string {
  try {
    return JSON.stringify(JSON.parse(schema), null, 2);
  } catch {
    // Protobuf's is no JSON.
    return schema;
  }
}
