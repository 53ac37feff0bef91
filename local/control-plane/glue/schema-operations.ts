import { randomUUID } from 'node:crypto';
import type {
  CreateSchemaInput,
  DeleteSchemaInput,
  GetSchemaInput,
  ListSchemasInput,
  UpdateSchemaInput,
} from '@aws-sdk/client-glue';
import type { Caller, Operations } from '../operation.ts';
import { registryArn, schemaArn } from './arn.ts';
import { alreadyExists, invalid, notFound } from './errors.ts';
import type { GlueParts } from './glue.ts';
import { pageOf } from './paging.ts';
import { requireDescription, requireName, requireOneOf } from './rules.ts';
import { compatibilities, dataFormats, latestVersion, type Schema, type SchemaVersion } from './schema.ts';
import { withTags } from './tags.ts';

export function schemaOperations({ registries, schemas, definitions, inTurn }: GlueParts): Operations {
  async function create(request: CreateSchemaInput, caller: Caller) {
    const name = requireName('schemaName', request.SchemaName);
    const format = requireOneOf('Data format', request.DataFormat, dataFormats);
    const compatibility = requireOneOf('Compatibility', request.Compatibility, compatibilities);
    const { Description: description } = request;
    requireDescription(description);
    const tags = withTags({}, request.Tags);
    const registry = registries.findOrDefault(request.RegistryId, caller);
    const arn = schemaArn(caller, registry.name, name);
    if (schemas.byArn(arn, caller)) throw alreadyExists(`Schema already exists. SchemaName: ${name}`);
    const definition = await definitions.requireValid(format, request.SchemaDefinition);
    const stored = await definitions.storeFirst({ arn, format }, definition);
    const created = new Date().toISOString();
    const first: SchemaVersion = { id: randomUUID(), number: 1, stored, created, settles: created, metadata: [] };
    const schema = schemas.keep({
      ...{ arn, registry: registry.name, name, format, compatibility, checkpoint: 1, nextVersion: 2 },
      ...(description !== undefined && { description }),
      ...{ created, updated: created, tags, versions: [first] },
    });
    const { CreatedTime, UpdatedTime, ...described } = describe(schema, caller);
    return { ...described, Tags: tags, SchemaVersionId: first.id, SchemaVersionStatus: 'AVAILABLE' };
  }

  function update(request: UpdateSchemaInput, caller: Caller) {
    const schema = schemas.find(request.SchemaId, caller);
    const { Description: description, Compatibility, SchemaVersionNumber } = request;
    requireDescription(description);
    if (description === undefined && Compatibility === undefined && SchemaVersionNumber === undefined) {
      throw invalid('One of description, compatibility or schemaVersionNumber has to be provided.');
    }
    const compatibility = Compatibility && requireOneOf('Compatibility', Compatibility, compatibilities);
    schemas.keep({
      ...schema,
      ...(description !== undefined && { description }),
      ...(compatibility && { compatibility }),
      ...((compatibility || SchemaVersionNumber) && { checkpoint: checkpointOf(schema, SchemaVersionNumber) }),
      updated: new Date().toISOString(),
    });
    return { SchemaArn: schema.arn, SchemaName: schema.name, RegistryName: schema.registry };
  }

  function checkpointOf(schema: Schema, asked: UpdateSchemaInput['SchemaVersionNumber']): number {
    const version = schemas.numbered(schema, asked);
    if (version && version.incompatible === undefined) return version.number;
    const { VersionNumber = null, LatestVersion = false } = asked ?? {};
    const which = `VersionNumber: ${VersionNumber}, isLatestVersion: ${LatestVersion}`;
    throw notFound(`Schema version is not found. SchemaArn: ${schema.arn}, ${which}`);
  }

  return {
    CreateSchema: (request: CreateSchemaInput, caller: Caller) => inTurn(() => create(request, caller)),

    GetSchema: ({ SchemaId }: GetSchemaInput, caller: Caller) => describe(schemas.find(SchemaId, caller), caller),

    ListSchemas({ RegistryId, ...page }: ListSchemasInput, caller: Caller) {
      const all = RegistryId ? schemas.in(registries.find(RegistryId, caller), caller) : schemas.list(caller);
      const { items, ...next } = pageOf(all, ({ arn }) => arn, page);
      return { Schemas: items.map((schema) => summary(schema)), ...next };
    },

    UpdateSchema: (request: UpdateSchemaInput, caller: Caller) => inTurn(async () => update(request, caller)),

    DeleteSchema: ({ SchemaId }: DeleteSchemaInput, caller: Caller) =>
      inTurn(async () => {
        const schema = schemas.find(SchemaId, caller);
        await definitions.remove(schema);
        schemas.delete(schema);
        return { SchemaArn: schema.arn, SchemaName: schema.name, Status: 'DELETING' };
      }),
  };
}

function summary({ registry, name, arn, description, created, updated }: Schema) {
  return {
    ...{ RegistryName: registry, SchemaName: name, SchemaArn: arn },
    ...(description !== undefined && { Description: description }),
    ...{ SchemaStatus: 'AVAILABLE', CreatedTime: created, UpdatedTime: updated },
  };
}

function describe(schema: Schema, caller: Caller) {
  return {
    ...summary(schema),
    RegistryArn: registryArn(caller, schema.registry),
    DataFormat: schema.format,
    Compatibility: schema.compatibility,
    SchemaCheckpoint: schema.checkpoint,
    LatestSchemaVersion: latestVersion(schema)?.number,
    NextSchemaVersion: schema.nextVersion,
  };
}
