import type { QuerySchemaVersionMetadataResponse } from '@aws-sdk/client-glue';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { notFound } from '../errors.ts';

/** AWS::Glue::SchemaVersionMetadata */
export function schemaVersionMetadataResource(call: Call): ResourceType {
  const requestOf = ({ SchemaVersionId, Key: MetadataKey, Value: MetadataValue }: Properties) => ({
    SchemaVersionId,
    MetadataKeyValue: { MetadataKey, MetadataValue },
  });
  return {
    nameOf: idOf,
    async create(properties, place) {
      await call('PutSchemaVersionMetadata', requestOf(properties), place);
      return modelOf(properties);
    },
    /** All of it is create-only: it comes here when a stack takes over what a forgotten one has made. */
    async update(properties, _, place) {
      const { SchemaVersionId, MetadataKeyValue } = requestOf(properties);
      const request = { SchemaVersionId, MetadataList: [MetadataKeyValue] };
      const found = await call<QuerySchemaVersionMetadataResponse>('QuerySchemaVersionMetadata', request, place);
      if (Object.keys(found.MetadataInfoMap ?? {}).length > 0) return modelOf(properties);
      throw notFound(`${idOf(properties)} is not found.`);
    },
    async delete(old, place) {
      await call('RemoveSchemaVersionMetadata', requestOf(old), place).catch(unlessMissing);
    },
  };
}

function idOf({ SchemaVersionId, Key, Value }: Properties): string {
  return `${SchemaVersionId}|${Key}|${Value}`;
}

function modelOf(properties: Properties): Model {
  return { ...properties, PhysicalResourceId: idOf(properties) };
}
