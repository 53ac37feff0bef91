import type { FetchSchema } from './confluent/confluent-registry.ts';
import { type DataFormat, type PayloadReader, payloadReader } from './schema.ts';
import { SchemaRegistryProblem } from './schema-problem.ts';

/** A schema that was fetched; with a problem instead of a reader when no record can be read with it. */
export type LoadedSchema = { readonly subjects: readonly string[] } & (
  | { readonly dataFormat: DataFormat; readonly read: PayloadReader }
  | { readonly problem: Error }
);

/**
 * Fetches schemas and compiles them. A schema that cannot be compiled is a result, because it stays so.
 * @throws SchemaRegistryProblem while the registry gives no answer.
 */
export function schemaLoader(fetchSchema: FetchSchema): (id: number) => Promise<LoadedSchema | undefined> {
  return async (id) => {
    let subjects: readonly string[] = [];
    try {
      const fetched = await fetchSchema(id);
      if (!fetched) return undefined;
      subjects = fetched.subjects;
      return { subjects, dataFormat: fetched.schema.dataFormat, read: payloadReader(fetched.schema) };
    } catch (error) {
      if (error instanceof SchemaRegistryProblem) throw error;
      return {
        subjects,
        problem: new Error(`the schema cannot be used: ${(error as Error).message}`, { cause: error }),
      };
    }
  };
}
