import type {
  CreateTypeRequest,
  DeleteTypeRequest,
  FieldDefinition,
  GetTypeRequest,
  ListTypesRequest,
} from '@aws-sdk/client-keyspaces';
import type { Caller, Operations } from '../../operation.ts';
import { keyspaceArn } from '../arn.ts';
import { createType, dropType } from '../cassandra/definitions.ts';
import { refuseSystemKeyspace } from '../cassandra/system-keyspaces.ts';
import { conflict, invalid } from '../errors.ts';
import type { KeyspaceOptions } from '../keyspace-operations.ts';
import { pageOf } from '../paging.ts';
import { requireList, requireName, requireText } from '../rules.ts';
import { type ColumnType, cqlOf, nameOf, parseColumnType } from '../tables/column-type.ts';
import { referencesTo } from './type-references.ts';
import { requireTypes } from './user-types.ts';

export function typeOperations({ catalog, lifeCycle, schema }: KeyspaceOptions): Operations {
  return {
    async CreateType(request: CreateTypeRequest, caller: Caller) {
      const { keyspace, name } = readNames(request);
      refuseSystemKeyspace(keyspace);
      const types = readFields(request.fieldDefinitions);
      const fields = Object.fromEntries([...types].map(([field, type]) => [field, cqlOf(type)]));
      const there = await catalog.types(keyspace);
      await requireTypes(schema, keyspace, [...types.values()]);
      if (there.includes(name) || isBusy(keyspace, name)) throw conflict(`Type ${keyspace}.${name} already exists`);
      lifeCycle.begin({
        ...{ kind: 'type', keyspace, name, status: 'CREATING', statements: [createType(keyspace, name, fields)] },
        type: { fields, changedAt: new Date().toISOString() },
      });
      return { keyspaceArn: keyspaceArn(caller, keyspace), typeName: name };
    },

    async GetType(request: GetTypeRequest, caller: Caller) {
      const { record, fields, changedAt } = await catalog.type(readNames(request));
      const { keyspace, name, status } = record;
      return {
        ...{ keyspaceName: keyspace, typeName: name, status, keyspaceArn: keyspaceArn(caller, keyspace) },
        lastModifiedTimestamp: changedAt,
        fieldDefinitions: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
        ...(await referencesTo(schema, keyspace, name)),
      };
    },

    async ListTypes(request: ListTypesRequest) {
      const keyspace = requireName('keyspaceName', request.keyspaceName);
      const { items, ...next } = pageOf(await catalog.types(keyspace), (name) => name, request);
      return { types: items, ...next };
    },

    async DeleteType(request: DeleteTypeRequest, caller: Caller) {
      const { keyspace, name } = readNames(request);
      refuseSystemKeyspace(keyspace);
      const { record, ...type } = await catalog.type({ keyspace, name });
      const { directReferringTables: tables, directParentTypes: parents } = await referencesTo(schema, keyspace, name);
      const users = [...tables, ...parents];
      if (users.length > 0) throw conflict(`Type ${keyspace}.${name} is in use by ${users.join(', ')}`);
      if (isBusy(keyspace, name)) throw conflict(`Type ${keyspace}.${name} is ${record.status}`);
      lifeCycle.begin({ ...record, status: 'DELETING', statements: [dropType(keyspace, name)], type });
      return { keyspaceArn: keyspaceArn(caller, keyspace), typeName: name };
    },
  };

  function isBusy(keyspace: string, name: string): boolean {
    return catalog.underWay(keyspace).some((record) => record.kind === 'type' && record.name === name);
  }
}

function readNames(request: { readonly keyspaceName: string | undefined; readonly typeName: string | undefined }) {
  const keyspace = requireName('keyspaceName', request.keyspaceName);
  return { keyspace, name: readName('typeName', requireText('typeName', request.typeName, { min: 1, max: 48 })) };
}

function readName(member: string, written: string): string {
  const name = nameOf(written);
  if (name === undefined) throw invalid(`Invalid ${member}: ${written}`);
  return name;
}

function readFields(definitions: readonly FieldDefinition[] | undefined): Map<string, ColumnType> {
  const fields = new Map<string, ColumnType>();
  for (const { name, type } of requireList('fieldDefinitions', definitions, { min: 1 })) {
    const field = readName('fieldDefinitions.name', requireText('fieldDefinitions.name', name, { min: 1, max: 128 }));
    if (fields.has(field)) throw invalid(`Duplicate field name ${field}`);
    const read = parseColumnType(requireText('fieldDefinitions.type', type));
    if (read.name === 'counter') throw invalid('A user type cannot contain counters');
    if (read.userDefined) throw invalid(`A user type cannot contain non-frozen user types: ${field}`);
    fields.set(field, read);
  }
  return fields;
}
