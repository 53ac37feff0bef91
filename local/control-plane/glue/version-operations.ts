import type {
  CheckSchemaVersionValidityInput,
  DeleteSchemaVersionsInput,
  GetSchemaByDefinitionInput,
  GetSchemaVersionInput,
  ListSchemaVersionsInput,
} from '@aws-sdk/client-glue';
import type { Caller, Operations } from '../operation.ts';
import { conflict, invalid, notFound } from './errors.ts';
import type { GlueParts } from './glue.ts';
import { pageOf } from './paging.ts';
import { requireDefinition, requireOneOf } from './rules.ts';
import { dataFormats, type Schema, type SchemaVersion, statusOf } from './schema.ts';

const longestError = 5000;

export function versionOperations({ schemas, definitions, inTurn }: GlueParts): Operations {
  async function remove({ SchemaId, Versions }: DeleteSchemaVersionsInput, caller: Caller) {
    const schema = schemas.find(SchemaId, caller);
    const { from, to } = readRange(Versions);
    if (from === 1) throw invalid('The first version of a schema cannot be deleted; delete the schema.');
    if (from <= schema.checkpoint && schema.checkpoint <= to) {
      throw conflict(`Version ${schema.checkpoint} is the checkpoint of the schema and cannot be deleted.`);
    }
    const errors = [];
    for (let number = from; number <= Math.min(to, Math.max(from, schema.nextVersion - 1)); number += 1) {
      const version = schema.versions.find((one) => one.number === number);
      if (version) {
        await definitions.remove(schema, version);
        schemas.change(schema.arn, ({ versions }) => ({ versions: versions.filter(({ id }) => id !== version.id) }));
      } else {
        const ErrorDetails = { ErrorCode: 'EntityNotFoundException', ErrorMessage: 'Schema version is not found.' };
        errors.push({ VersionNumber: number, ErrorDetails });
      }
    }
    return { SchemaVersionErrors: errors };
  }

  return {
    async GetSchemaVersion(request: GetSchemaVersionInput, caller: Caller) {
      const { schema, version } = schemas.findVersion(request, caller);
      const SchemaDefinition = await definitions.read(schema, version);
      return { ...describe(schema, version), SchemaDefinition, DataFormat: schema.format };
    },

    GetSchemaByDefinition({ SchemaId, SchemaDefinition }: GetSchemaByDefinitionInput, caller: Caller) {
      const definition = requireDefinition(SchemaDefinition);
      return inTurn(async () => {
        const schema = schemas.find(SchemaId, caller);
        const version = await definitions.find(schema, definition);
        if (!version) throw notFound(`Schema is not found. SchemaArn: ${schema.arn}`);
        const { VersionNumber, ...described } = describe(schema, version);
        return { ...described, DataFormat: schema.format };
      });
    },

    ListSchemaVersions({ SchemaId, ...page }: ListSchemaVersionsInput, caller: Caller) {
      const schema = schemas.find(SchemaId, caller);
      const { items, ...next } = pageOf(schema.versions, ({ number }) => String(number).padStart(6, '0'), page);
      return { Schemas: items.map((version) => describe(schema, version)), ...next };
    },

    DeleteSchemaVersions: (request: DeleteSchemaVersionsInput, caller: Caller) => inTurn(() => remove(request, caller)),

    async CheckSchemaVersionValidity({ DataFormat, SchemaDefinition }: CheckSchemaVersionValidityInput) {
      const format = requireOneOf('Data format', DataFormat, dataFormats);
      const fault = await definitions.fault(format, requireDefinition(SchemaDefinition));
      return fault === undefined ? { Valid: true } : { Valid: false, Error: fault.slice(0, longestError) };
    },
  };
}

function describe(schema: Schema, version: SchemaVersion) {
  const { id, number, created } = version;
  const described = { SchemaArn: schema.arn, SchemaVersionId: id, VersionNumber: number };
  return { ...described, Status: statusOf(version), CreatedTime: created };
}

function readRange(text = '') {
  const [, from, to = from] = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(text) ?? [];
  if (from !== undefined && Number(from) <= Number(to)) return { from: Number(from), to: Number(to) };
  throw invalid(`Versions is a number, such as 5, or a range, such as 5-8, unlike ${text}.`);
}
