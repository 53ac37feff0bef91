import type { GetTypeResponse } from '@aws-sdk/client-keyspaces';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Place, Properties, ResourceType } from '../../resource.ts';
import { invalid } from '../errors.ts';
import type { LifeCycle } from '../life-cycle.ts';
import { nameOf } from '../tables/column-type.ts';

interface TemplateField {
  readonly FieldName: string;
  readonly FieldType: string;
}

/** AWS::Cassandra::Type */
export function typeResource(call: Call, lifeCycle: LifeCycle): ResourceType {
  const settled = (keyspace: string, written: string) =>
    lifeCycle.settled({ kind: 'type', keyspace, name: nameOf(written) ?? '' });

  async function modelOf(properties: Properties, place: Place): Promise<Model> {
    const { KeyspaceName, TypeName } = properties;
    const request = { keyspaceName: KeyspaceName, typeName: TypeName };
    const type = await call<GetTypeResponse>('GetType', request, place);
    return {
      ...properties,
      KeyspaceArn: type.keyspaceArn,
      DirectParentTypes: type.directParentTypes,
      DirectReferringTables: type.directReferringTables,
      // In seconds, where the API tells an instant.
      LastModifiedTimestamp: Date.parse(String(type.lastModifiedTimestamp)) / 1000,
      MaxNestingDepth: type.maxNestingDepth,
      PhysicalResourceId: `${KeyspaceName}|${TypeName}`,
    };
  }

  return {
    nameOf: ({ KeyspaceName, TypeName }) => `${KeyspaceName}|${TypeName}`,

    async create(properties, place) {
      const { KeyspaceName, TypeName, Fields = [] } = properties;
      const fieldDefinitions = Fields.map(({ FieldName, FieldType }: TemplateField) => ({
        name: FieldName,
        type: FieldType,
      }));
      await call('CreateType', { keyspaceName: KeyspaceName, typeName: TypeName, fieldDefinitions }, place);
      await settled(KeyspaceName, TypeName);
      return modelOf(properties, place);
    },

    async update(properties, old, place) {
      // All of it is create-only, but a stack may take over a type that a forgotten stack made.
      if (JSON.stringify(properties.Fields) !== JSON.stringify(old.Fields)) {
        throw invalid(
          `The fields of type ${old.PhysicalResourceId} cannot be changed: delete it, or name another type`,
        );
      }
      return modelOf(properties, place);
    },

    async delete({ KeyspaceName, TypeName }, place) {
      await lifeCycle.allSettled(KeyspaceName);
      await call('DeleteType', { keyspaceName: KeyspaceName, typeName: TypeName }, place).catch(unlessMissing);
      await settled(KeyspaceName, TypeName);
    },
  };
}
