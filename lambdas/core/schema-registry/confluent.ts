import * as z from 'zod/mini';
import { SchemaNotRegisteredError, SchemaRefusedError, SchemaRegistryError } from '../errors.ts';
import type { SchemaDefinition } from '../user-schema.ts';
import { type AskConfluent, confluentClient, type RegistryAnswer } from './ask-confluent.ts';
import { confluentFrame } from './frame.ts';
import {
  type FindSchema,
  type Patience,
  type RegisterSchema,
  type RegistryPlace,
  usualPatience,
} from './schema-registry.ts';

const refusal = z.object({ error_code: z.number(), message: z.string() });
const registered = z.object({ id: z.int().check(z.minimum(0), z.maximum(0x7fff_ffff)), version: z.int() });

/** The registry's own codes for a subject, a version and a schema that it lacks. */
const missingCodes: readonly number[] = [40_401, 40_402, 40_403];

/** Looks up a topic's schema in a registry with Confluent's API. */
export function findInConfluent({ uri, topic }: RegistryPlace, patience: Patience = usualPatience): FindSchema {
  const ask = confluentClient(uri, patience);
  return async (definition, signal) => {
    const { id } = await lookUp(ask, { uri, topic }, definition, signal);
    return { id: String(id), frame: confluentFrame(id) };
  };
}

/** Registers a topic's schema in a registry with Confluent's API. */
export function registerInConfluent({ uri, topic }: RegistryPlace, patience: Patience = usualPatience): RegisterSchema {
  const ask = confluentClient(uri, patience);
  return async (definition, signal) => {
    const subject = subjectOf(topic);
    const rule = { method: 'PUT', path: `/config/${subject}`, body: { compatibility: 'BACKWARD' } } as const;
    expectDone(uri, await ask(rule, signal));
    const answer = await ask(
      { method: 'POST', path: `/subjects/${subject}/versions`, body: bodyOf(definition) },
      signal,
    );
    if (answer.status === 409 || answer.status === 422) throw new SchemaRefusedError(topic, reasonOf(answer));
    expectDone(uri, answer);
    return (await lookUp(ask, { uri, topic }, definition, signal)).version;
  };
}

async function lookUp(
  ask: AskConfluent,
  { uri, topic }: RegistryPlace,
  definition: SchemaDefinition,
  signal: AbortSignal,
) {
  const question = { method: 'POST', path: `/subjects/${subjectOf(topic)}`, body: bodyOf(definition) } as const;
  const answer = await ask(question, signal);
  const no = refusal.safeParse(answer.body);
  if (answer.status === 404 && no.success && missingCodes.includes(no.data.error_code)) {
    throw new SchemaNotRegisteredError(topic, uri);
  }
  expectDone(uri, answer);
  const parsed = registered.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new SchemaRegistryError(`The schema registry ${uri} answers with something else than a schema's id.`, {
    retryable: false,
    cause: parsed.error,
  });
}

/** As serialisers name a topic's values when nobody chooses a name. */
function subjectOf(topic: string): string {
  return encodeURIComponent(`${topic}-value`);
}

function bodyOf({ format, text }: SchemaDefinition) {
  return { schema: text, schemaType: format };
}

function expectDone(uri: string, answer: RegistryAnswer): void {
  if (answer.status >= 200 && answer.status < 300) return;
  const message = `The schema registry ${uri} answers ${answer.status}: ${reasonOf(answer)}`;
  throw new SchemaRegistryError(message, { retryable: false });
}

function reasonOf({ body }: RegistryAnswer): string {
  const parsed = refusal.safeParse(body);
  return parsed.success ? parsed.data.message.replace(/\.$/, '') : JSON.stringify(body).slice(0, 500);
}
