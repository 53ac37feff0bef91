import * as z from 'zod/mini';
import type { RecordFormat } from './record-format.ts';
import { userSchema } from './user.ts';

/** A schema as a registry takes it. */
export interface SchemaDefinition {
  readonly format: RecordFormat;
  readonly text: string;
}

/**
 * The schema of the topic, made from the one of the functions: the same text at every run. It takes a millisecond, so
 * that no file has to be kept beside it.
 */
export function userSchemaDefinition(format: RecordFormat): SchemaDefinition {
  const schema = format === 'AVRO' ? avroSchemaOf(jsonSchema()) : jsonSchema();
  return { format, text: JSON.stringify(schema) };
}

/** The fields of a JSON Schema of an object. */
interface ObjectSchema {
  readonly properties: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly required: readonly string[];
}

/** Draft 7, the newest one that AWS Glue takes. */
function jsonSchema(): ObjectSchema {
  const generated = z.toJSONSchema(userSchema, {
    target: 'draft-7',
    // The formats say the same, and a pattern is the library's own: it may change with the next release, and a registry
    // would refuse that as a change of the contract.
    override: ({ jsonSchema: part }) => {
      delete part.pattern;
    },
  });
  const { $schema, ...rest } = generated as ObjectSchema & { $schema: string };
  return { $schema, title: 'User', ...rest } as ObjectSchema;
}

/** What may be missing is null in Avro, which knows no missing fields. */
export function avroSchemaOf({ properties, required }: ObjectSchema) {
  const fields = Object.entries(properties).map(([name, { type }]) => {
    if (type !== 'string')
      throw new Error(`${name} is a ${type}; the Avro schema of users has texts only: add its type.`);
    return required.includes(name) ? { name, type } : { name, type: ['null', type], default: null };
  });
  return { type: 'record', name: 'User', namespace: 'users_pipeline', fields };
}
