import * as z from 'zod/mini';
import type { SchemaReference } from '../schema.ts';
import { missingSchema, SchemaRegistryProblem } from '../schema-problem.ts';
import type { FetchSchema } from '../schema-registry.ts';
import type { AskRegistry } from './registry-client.ts';

const maxReferences = 100;
const maxTextLength = 1024 * 1024;

const reference = z.object({ name: z.string(), subject: z.string(), version: z.number() });
const schemaAnswer = z.object({
  schema: z.string(),
  schemaType: z._default(z.string(), 'AVRO'),
  references: z.nullish(z.array(reference)),
});
const dataFormat = z.enum(['AVRO', 'PROTOBUF', 'JSON']);
const versionsAnswer = z.array(z.object({ subject: z.string() }));

type Reference = z.infer<typeof reference>;

/** Reads schemas with all that they refer to by the API of Confluent's registry. */
export function confluentSchemas(ask: AskRegistry): FetchSchema {
  return async (id) => {
    const answer = await ask(`/schemas/ids/${id}`);
    if (answer === undefined) throw missingSchema();
    const { schema: text, schemaType, references } = parse(schemaAnswer, answer);
    const subjects = await subjectsOf(ask, id);
    const format = dataFormat.safeParse(schemaType);
    if (!format.success) throw new Error(`its type ${schemaType} is none of AVRO, PROTOBUF and JSON`);
    return {
      schema: { dataFormat: format.data, text, references: await fetchReferences(ask, references ?? [], text.length) },
      subjects,
    };
  };
}

/** Only for messages: a registry that does not tell them does no harm. */
async function subjectsOf(ask: AskRegistry, id: string): Promise<string[]> {
  const versions = await ask(`/schemas/ids/${id}/versions`).catch(() => undefined);
  const answer = versionsAnswer.safeParse(versions);
  return answer.success ? [...new Set(answer.data.map(({ subject }) => subject))] : [];
}

async function fetchReferences(ask: AskRegistry, wanted: readonly Reference[], length: number) {
  const fetched = new Map<string, SchemaReference>();
  const seen = new Set<string>();
  let total = length;

  const fetchAll = async (references: readonly Reference[]): Promise<void> => {
    for (const { name, subject, version } of references) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (seen.size > maxReferences) throw new Error(`it refers to more than ${maxReferences} others`);
      const answer = await ask(`/subjects/${encodeURIComponent(subject)}/versions/${version}`);
      if (answer === undefined)
        throw new Error(`it refers to version ${version} of ${subject}, which is not registered`);
      const { schema: text, references: own } = parse(schemaAnswer, answer);
      total += text.length;
      if (total > maxTextLength)
        throw new Error(`it is longer than ${maxTextLength} characters with what it refers to`);
      await fetchAll(own ?? []);
      fetched.set(name, { name, text });
    }
  };
  await fetchAll(wanted);
  return [...fetched.values()];
}

function parse<Schema extends z.core.$ZodType>(type: Schema, answer: unknown): z.infer<Schema> {
  const result = z.safeParse(type, answer);
  if (result.success) return result.data;
  throw new SchemaRegistryProblem('The schema registry answers with something else than a schema.', {
    cause: result.error,
  });
}
