import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RegisterSchemaVersionResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../aws-error.ts';
import { leastMs } from '../../background-work.ts';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { statusOf } from '../schema.ts';
import type { Schemas } from '../schemas.ts';

/** AWS::Glue::SchemaVersion */
export function schemaVersionResource(call: Call, schemas: Schemas): ResourceType {
  return {
    nameOf({ Schema: { SchemaArn, RegistryName, SchemaName } = {} as Properties, SchemaDefinition = '' }) {
      const definition = createHash('sha256').update(String(SchemaDefinition)).digest('hex');
      return `${SchemaArn ?? `${RegistryName}/${SchemaName}`} ${definition}`;
    },

    async create(properties, place) {
      const { Schema: SchemaId, SchemaDefinition } = properties;
      const request = { SchemaId, SchemaDefinition };
      const registered = await call<RegisterSchemaVersionResponse>('RegisterSchemaVersion', request, place);
      const { SchemaVersionId = '' } = registered;
      const { schema, version } = schemas.findVersion({ SchemaVersionId }, place);
      if (version.incompatible !== undefined) {
        const what = `Version ${version.number} of ${schema.arn} is FAILURE, it is not ${schema.compatibility}`;
        throw new AwsError('InvalidInputException', `${what}: ${version.incompatible}`);
      }
      while (statusOf(version) === 'PENDING') await wait(leastMs / 4);
      return modelOf(properties, SchemaVersionId);
    },

    /** All of it is create-only: it comes here when a stack takes over what a forgotten one has made. */
    async update(properties, { VersionId }, place) {
      schemas.findVersion({ SchemaVersionId: VersionId }, place);
      return modelOf(properties, VersionId);
    },

    async delete({ VersionId }, place) {
      const { schema, version } = schemas.versionWith(VersionId, place) ?? {};
      // They are deleted with their schema, which as on AWS has these as long as it is there.
      if (!schema || !version || version.number === 1 || version.number === schema.checkpoint) return;
      const request = { SchemaId: { SchemaArn: schema.arn }, Versions: String(version.number) };
      await call('DeleteSchemaVersions', request, place).catch(unlessMissing);
    },
  };
}

function modelOf(properties: Properties, VersionId: string): Model {
  return { ...properties, PhysicalResourceId: VersionId, VersionId };
}
