import type { CreateSchemaResponse, GetSchemaResponse } from '@aws-sdk/client-glue';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Place, Properties, ResourceType } from '../../resource.ts';
import { invalid } from '../errors.ts';
import { apiTags, registryId, replaceTags, versionNumber } from './template-values.ts';

/** AWS::Glue::Schema */
export function schemaResource(call: Call): ResourceType {
  /** What AWS cannot change is another only when a stack takes over a schema that a forgotten one has made. */
  async function requireSame(properties: Properties, { DataFormat }: GetSchemaResponse, Arn: string, place: Place) {
    const { DataFormat: wanted, SchemaDefinition } = properties;
    if (wanted !== DataFormat) throw invalid(`${Arn} is ${DataFormat} and cannot become ${wanted}: delete it.`);
    // As AWS: its definition has to be one of the versions.
    await call('GetSchemaByDefinition', { SchemaId: { SchemaArn: Arn }, SchemaDefinition }, place).catch((error) => {
      unlessMissing(error);
      throw invalid(`${Arn} is there with other definitions: add an AWS::Glue::SchemaVersion, or delete it.`);
    });
  }

  return {
    nameOf: ({ Registry: { Name, Arn } = {} as Properties, Name: name }) =>
      `${Name ?? Arn?.split('/').at(-1) ?? ''}/${name}`,

    async create(properties, place) {
      const { Name: SchemaName, DataFormat, Compatibility, Description, SchemaDefinition } = properties;
      const request = { SchemaName, DataFormat, Compatibility, Description, SchemaDefinition };
      const tagged = { ...request, ...registryId(properties), Tags: apiTags(properties) };
      const { SchemaArn = '', SchemaVersionId = '' } = await call<CreateSchemaResponse>('CreateSchema', tagged, place);
      return modelOf(properties, SchemaArn, SchemaVersionId);
    },

    async update(properties, { Arn, InitialSchemaVersionId }, place) {
      const { Compatibility, Description = '', CheckpointVersion } = properties;
      const SchemaId = { SchemaArn: Arn };
      const schema = await call<GetSchemaResponse>('GetSchema', { SchemaId }, place);
      await requireSame(properties, schema, Arn, place);
      const changed = Compatibility !== schema.Compatibility;
      await call(
        'UpdateSchema',
        {
          ...{ SchemaId, Description },
          ...(changed && { Compatibility, SchemaVersionNumber: { LatestVersion: true } }),
          ...(CheckpointVersion && { SchemaVersionNumber: versionNumber(CheckpointVersion) }),
        },
        place,
      );
      await replaceTags(call, Arn, apiTags(properties), place);
      return modelOf(properties, Arn, InitialSchemaVersionId);
    },

    async delete({ Arn }, place) {
      await call('DeleteSchema', { SchemaId: { SchemaArn: Arn } }, place).catch(unlessMissing);
    },
  };
}

function modelOf(properties: Properties, arn: string, InitialSchemaVersionId: string): Model {
  return { ...properties, PhysicalResourceId: arn, Arn: arn, InitialSchemaVersionId };
}
