import type { FindSchema } from '../core/schema-registry/schema-registry.ts';
import { encodeUser, type User, type WriteUser } from '../core/user.ts';
import type { SchemaDefinition } from '../core/user-schema.ts';

/** Writes users as the values of records. */
export interface RecordEncoder {
  /** As the registry calls the schema. */
  readonly schemaId: string;
  /** @throws InvalidUserError */
  encode(user: User): Buffer;
}

/** @throws whatever keeps the schema from being found; the next call looks again. */
export type OpenEncoder = (signal: AbortSignal) => Promise<RecordEncoder>;

/** Looks the schema up for the first run, and keeps it for the others. */
export function recordEncoders(definition: SchemaDefinition, findSchema: FindSchema): OpenEncoder {
  let found: Promise<RecordEncoder> | undefined;
  return (signal) => {
    found ??= openEncoder(definition, findSchema, signal).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

async function openEncoder(
  definition: SchemaDefinition,
  findSchema: FindSchema,
  signal: AbortSignal,
): Promise<RecordEncoder> {
  const [{ id, frame }, write] = await Promise.all([findSchema(definition, signal), writerOf(definition)]);
  return { schemaId: id, encode: (user) => Buffer.concat([frame, encodeUser(user, write)]) };
}

/** Without one users are written as JSON. */
async function writerOf({ format, text }: SchemaDefinition): Promise<WriteUser | undefined> {
  if (format === 'JSON') return undefined;
  // Loaded by those alone who write Avro.
  const { avroWriter } = await import('./avro-writer.ts');
  return avroWriter(text);
}
