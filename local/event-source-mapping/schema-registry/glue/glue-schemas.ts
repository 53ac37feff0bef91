import * as z from 'zod/mini';
import { missingSchema, SchemaRegistryProblem, UnusableSchema } from '../schema-problem.ts';
import type { FetchSchema } from '../schema-registry.ts';
import type { RegistryClient } from './registry-client.ts';

const schemaVersion = z.object({
  SchemaArn: z.string(),
  Status: z.string(),
  DataFormat: z.string(),
  SchemaDefinition: z.string(),
});
const dataFormat = z.enum(['AVRO', 'PROTOBUF', 'JSON']);

type SchemaVersion = z.infer<typeof schemaVersion>;

/** Reads the versions of the schemas of one registry; Glue's schemas refer to no others. */
export function glueSchemas(getSchemaVersion: RegistryClient['getSchemaVersion'], registryArn: string): FetchSchema {
  const arnStart = `${registryArn.replace(':registry/', ':schema/')}/`;

  return async (id) => {
    const answer = await getSchemaVersion(id);
    if (answer === undefined) throw missingSchema();
    const version = parse(answer, registryArn);
    if (!version.SchemaArn.startsWith(arnStart)) {
      throw missingSchema(`the registry ${registryArn} does not have it: it is of ${version.SchemaArn}`);
    }
    refuseUnavailable(version);
    const format = dataFormat.safeParse(version.DataFormat);
    if (!format.success) throw new Error(`its data format ${version.DataFormat} is none of AVRO, PROTOBUF and JSON`);
    return {
      schema: { dataFormat: format.data, text: version.SchemaDefinition, references: [] },
      subjects: [version.SchemaArn.slice(arnStart.length)],
    };
  };
}

function parse(answer: unknown, registryArn: string): SchemaVersion {
  const result = schemaVersion.safeParse(answer);
  if (result.success) return result.data;
  const message = `The schema registry ${registryArn} answers with something else than a schema version.`;
  throw new SchemaRegistryProblem(message, { cause: result.error });
}

function refuseUnavailable({ SchemaArn: arn, Status: status }: SchemaVersion): void {
  if (status === 'AVAILABLE') return;
  throw new UnusableSchema(`the version of the schema ${arn} cannot be used: its status is ${status}`, {
    reason: 'DESERIALIZATION_ERROR',
    // Glue checks a new version against those before it.
    passing: status === 'PENDING',
  });
}
