import type { CreateTableRequest, GetTableResponse } from '@aws-sdk/client-keyspaces';
import { generatedName } from '../generated-name.ts';
import type { Operation, Operations } from '../operation.ts';
import type { Model, Place, Properties, ResourceType } from '../resource.ts';
import { tableArn } from './arn.ts';
import type { Changes } from './changes.ts';
import { isMissing } from './refusal.ts';
import { replaceTags } from './resource-tags.ts';
import { changedSettings, tableSettings } from './table-template.ts';
import { tagsOf } from './template-values.ts';

const longestName = 48;

/** AWS::Cassandra::Table */
export function tableResource(operations: Operations, changes: Changes): ResourceType {
  const call = (name: string, request: object, place: Place) => (operations[name] as Operation<object>)(request, place);
  const settled = (keyspace: string, name: string) => changes.settled({ kind: 'table', keyspace, name });
  return {
    nameOf: ({ KeyspaceName, TableName }) => (TableName === undefined ? undefined : `${KeyspaceName}|${TableName}`),

    async create(properties, place) {
      const keyspaceName: string = properties.KeyspaceName;
      const tableName = properties.TableName ?? generatedName(place, longestName).replaceAll('-', '_');
      const tags = tagsOf(properties.Tags);
      const request: Partial<CreateTableRequest> = {
        ...{ keyspaceName, tableName, ...tableSettings(properties) },
        ...(tags.length > 0 && { tags }),
      };
      await call('CreateTable', request, place);
      await settled(keyspaceName, tableName);
      return modelOf(properties, tableName);
    },

    async update(properties, old, place) {
      const name = namesOf(old);
      const table = (await call('GetTable', name, place)) as GetTableResponse;
      for (const change of changedSettings(properties, table)) {
        await call('UpdateTable', { ...name, ...change }, place);
        await settled(name.keyspaceName, name.tableName);
      }
      await replaceTags(operations, place, tableArn(place, name.keyspaceName, name.tableName), properties.Tags);
      return modelOf({ ...properties, KeyspaceName: name.keyspaceName }, name.tableName);
    },

    async delete(old, place) {
      const name = namesOf(old);
      await changes.quiet(name.keyspaceName);
      try {
        await call('DeleteTable', name, place);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      await settled(name.keyspaceName, name.tableName);
    },
  };
}

function namesOf({ PhysicalResourceId }: Model) {
  const [keyspaceName = '', tableName = ''] = PhysicalResourceId.split('|');
  return { keyspaceName, tableName };
}

function modelOf(properties: Properties, table: string): Model {
  return { ...properties, TableName: table, PhysicalResourceId: `${properties.KeyspaceName}|${table}` };
}
