import { randomUUID } from 'node:crypto';
import type { RegisterSchemaVersionInput } from '@aws-sdk/client-glue';
import { leastMs } from '../background-work.ts';
import type { Caller, Operations } from '../operation.ts';
import { invalid, tooMany } from './errors.ts';
import type { GlueParts } from './glue.ts';
import { type Schema, type SchemaVersion, statusOf } from './schema.ts';
import type { SchemaId } from './schemas.ts';

/** In an account and Region. */
const mostVersions = 10_000;

/** The operation that adds a version, compatible or not. */
export function registerVersion({ schemas, definitions, inTurn, log }: GlueParts): Operations {
  async function register({ SchemaId, SchemaDefinition }: RegisterSchemaVersionInput, caller: Caller) {
    const schema = schemas.find(SchemaId, caller);
    if (schema.compatibility === 'DISABLED') throw refusesVersions(SchemaId);
    const definition = await definitions.requireValid(schema.format, SchemaDefinition);
    const there = await definitions.find(schema, definition);
    if (there) return describe(there);
    const count = schemas.list(caller).reduce((sum, { versions }) => sum + versions.length, 0);
    if (count >= mostVersions) throw tooMany('schema versions');
    return describe(await add(schema, definition));
  }

  async function add(schema: Schema, definition: string): Promise<SchemaVersion> {
    const { arn, nextVersion: number, compatibility } = schema;
    const stored = await definitions.storeNext(schema, definition);
    const now = Date.now();
    const created = new Date(now).toISOString();
    const settles = new Date(now + leastMs).toISOString();
    const version = { id: randomUUID(), number, ...stored, created, settles, metadata: [] };
    schemas.change(arn, ({ versions }) => ({ versions: [...versions, version], nextVersion: number + 1 }));
    if (stored.incompatible !== undefined) {
      log(`Version ${number} of ${arn} is FAILURE, it is not ${compatibility}: ${stored.incompatible}`);
    }
    return version;
  }

  return {
    RegisterSchemaVersion: (request: RegisterSchemaVersionInput, caller: Caller) =>
      inTurn(() => register(request, caller)),
  };
}

function describe(version: SchemaVersion) {
  return { SchemaVersionId: version.id, VersionNumber: version.number, Status: statusOf(version) };
}

function refusesVersions({ SchemaArn = 'null', SchemaName = 'null', RegistryName = 'null' }: SchemaId = {}): Error {
  const id = `SchemaId(schemaArn=${SchemaArn}, schemaName=${SchemaName}, registryName=${RegistryName})`;
  return invalid(`Compatibility DISABLED does not allow versioning. SchemaId: ${id}`);
}
