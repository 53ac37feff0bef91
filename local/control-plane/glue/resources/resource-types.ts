import { callsOf } from '../../calls.ts';
import type { Operations } from '../../operation.ts';
import type { ResourceTypes } from '../../resource.ts';
import type { Schemas } from '../schemas.ts';
import { registryResource } from './registry-resource.ts';
import { schemaResource } from './schema-resource.ts';
import { schemaVersionMetadataResource } from './schema-version-metadata-resource.ts';
import { schemaVersionResource } from './schema-version-resource.ts';

/** CloudFormation's types, by the operations that people call. */
export function glueResourceTypes(operations: Operations, schemas: Schemas): ResourceTypes {
  const call = callsOf(operations);
  return {
    'AWS::Glue::Registry': registryResource(call),
    'AWS::Glue::Schema': schemaResource(call),
    'AWS::Glue::SchemaVersion': schemaVersionResource(call, schemas),
    'AWS::Glue::SchemaVersionMetadata': schemaVersionMetadataResource(call),
  };
}
