import type { CreateTableRequest, GetTableResponse } from '@aws-sdk/client-keyspaces';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { tableArn } from '../arn.ts';
import type { LifeCycle } from '../life-cycle.ts';
import { replaceTags } from './resource-tags.ts';
import { changedSettings, tableSettings } from './table-template.ts';
import { apiTags, generatedIdentifier } from './template-values.ts';

/** AWS::Cassandra::Table */
export function tableResource(call: Call, lifeCycle: LifeCycle): ResourceType {
  const settled = (keyspace: string, name: string) => lifeCycle.settled({ kind: 'table', keyspace, name });
  return {
    nameOf: ({ KeyspaceName, TableName }) => (TableName === undefined ? undefined : `${KeyspaceName}|${TableName}`),

    async create(properties, place) {
      const keyspaceName: string = properties.KeyspaceName;
      const tableName = properties.TableName ?? generatedIdentifier(place);
      const tags = apiTags(properties);
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
      const table = await call<GetTableResponse>('GetTable', name, place);
      for (const change of changedSettings(properties, table)) {
        await call('UpdateTable', { ...name, ...change }, place);
        await settled(name.keyspaceName, name.tableName);
      }
      await replaceTags(call, tableArn(place, name.keyspaceName, name.tableName), apiTags(properties), place);
      return modelOf({ ...properties, KeyspaceName: name.keyspaceName }, name.tableName);
    },

    async delete(old, place) {
      const name = namesOf(old);
      await lifeCycle.allSettled(name.keyspaceName);
      await call('DeleteTable', name, place).catch(unlessMissing);
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
