import { type DataFormat, type PayloadReader, payloadReader } from './schema.ts';
import { SchemaRegistryProblem, UnusableSchema } from './schema-problem.ts';
import type { SchemaRegistry } from './schema-registry.ts';

/** What came of asking for a schema; a problem instead of a reader when no record can be read with it. */
export type LoadedSchema = { readonly subjects: readonly string[] } & (
  | { readonly dataFormat: DataFormat; readonly read: PayloadReader }
  | { readonly problem: UnusableSchema }
);

/**
 * Fetches schemas and compiles them. That one is missing or cannot be compiled is a result.
 * @throws SchemaRegistryProblem while the registry gives no answer.
 */
export function schemaLoader({
  fetchSchema,
  selectMessage,
}: Pick<SchemaRegistry, 'fetchSchema' | 'selectMessage'>): (id: string) => Promise<LoadedSchema> {
  return async (id) => {
    let subjects: readonly string[] = [];
    try {
      const fetched = await fetchSchema(id);
      subjects = fetched.subjects;
      return {
        subjects,
        dataFormat: fetched.schema.dataFormat,
        read: payloadReader(fetched.schema, selectMessage),
      };
    } catch (error) {
      if (error instanceof SchemaRegistryProblem) throw error;
      return { subjects, problem: error instanceof UnusableSchema ? error : unusable(error as Error) };
    }
  };
}

function unusable(cause: Error): UnusableSchema {
  return new UnusableSchema(`the schema cannot be used: ${cause.message}`, {
    reason: 'DESERIALIZATION_ERROR',
    passing: false,
    cause,
  });
}
