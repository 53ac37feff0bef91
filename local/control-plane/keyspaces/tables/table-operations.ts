import type {
  CreateTableRequest,
  DeleteTableRequest,
  GetTableRequest,
  ListTablesRequest,
  UpdateTableRequest,
} from '@aws-sdk/client-keyspaces';
import type { Caller, Operations } from '../../operation.ts';
import { tableArn } from '../arn.ts';
import { createTable, dropTable } from '../cassandra/definitions.ts';
import { refuseSystemKeyspace } from '../cassandra/system-keyspaces.ts';
import { conflict } from '../errors.ts';
import type { KeyspaceOptions } from '../keyspace-operations.ts';
import { pageOf } from '../paging.ts';
import type { Named, ResourceRecord } from '../resource-record.ts';
import { requireName, requireText } from '../rules.ts';
import { readTags, withTags } from '../tags.ts';
import { requireTypes } from '../types/user-types.ts';
import { readAutoScaling } from './auto-scaling.ts';
import { settingsOf } from './custom-properties.ts';
import { describeTable } from './describe-table.ts';
import { changesOf, refuseCounterLifetime, refuseUnsupported, requireOneSetting } from './table-changes.ts';
import { readSchema } from './table-schema.ts';
import { readSettings, readTimeToLive } from './table-settings.ts';

interface TableRequest {
  readonly keyspaceName: string | undefined;
  readonly tableName: string | undefined;
}

export function tableOperations({ catalog, lifeCycle, schema }: KeyspaceOptions): Operations {
  return {
    async CreateTable(request: CreateTableRequest, caller: Caller) {
      const { keyspace, name } = nameOf(request);
      refuseSystemKeyspace(keyspace);
      refuseUnsupported(request);
      const { columns, types } = readSchema(request.schemaDefinition);
      const createdAt = new Date().toISOString();
      const table = {
        ...{ columns, createdAt },
        comment: request.comment ? requireText('comment.message', request.comment.message) : '',
        defaultTimeToLive: readTimeToLive(request.defaultTimeToLive ?? 0),
        settings: readSettings(request, settingsOf({}, createdAt), createdAt),
        tags: request.tags === undefined ? {} : withTags({}, readTags(request.tags)),
      };
      refuseCounterLifetime(columns, table.defaultTimeToLive);
      const scaling = readAutoScaling(request, table.settings);
      await catalog.keyspace(keyspace);
      await requireTypes(schema, keyspace, types);
      if ((await catalog.tables(keyspace)).includes(name)) throw conflict(`Table ${keyspace}.${name} already exists`);
      refuseWhileChanging({ keyspace, name }, catalog.underWay(keyspace));
      const statements = [createTable(keyspace, name, table)];
      lifeCycle.begin({ kind: 'table', keyspace, name, status: 'CREATING', statements, table, ...scaling });
      return { resourceArn: tableArn(caller, keyspace, name) };
    },

    async GetTable(request: GetTableRequest, caller: Caller) {
      return describeTable(await catalog.table(nameOf(request)), caller);
    },

    async ListTables(request: ListTablesRequest, caller: Caller) {
      const keyspace = requireName('keyspaceName', request.keyspaceName);
      const { items, ...next } = pageOf(await catalog.tables(keyspace), (name) => name, request);
      const tables = items.map((tableName) => ({
        ...{ keyspaceName: keyspace, tableName },
        resourceArn: tableArn(caller, keyspace, tableName),
      }));
      return { tables, ...next };
    },

    async UpdateTable(request: UpdateTableRequest, caller: Caller) {
      const { keyspace, name } = nameOf(request);
      refuseSystemKeyspace(keyspace);
      refuseUnsupported(request);
      requireOneSetting(request);
      const table = await catalog.table({ keyspace, name });
      const { statements, types, settings } = changesOf(request, table);
      const { autoScaling: old, id: _, ...record } = table.record;
      const scaling = readAutoScaling(request, settings, old);
      await requireTypes(schema, keyspace, types);
      refuseWhileChanging(record, catalog.underWay(keyspace));
      const known = scaling.autoScaling && table.id !== undefined ? { id: table.id } : {};
      lifeCycle.begin({ ...record, status: 'UPDATING', statements, ...scaling, ...known });
      return { resourceArn: tableArn(caller, keyspace, name) };
    },

    async DeleteTable(request: DeleteTableRequest) {
      const { keyspace, name } = nameOf(request);
      refuseSystemKeyspace(keyspace);
      const { record, ...table } = await catalog.table({ keyspace, name });
      if (record.status === 'DELETING') return {};
      refuseWhileChanging(record, catalog.underWay(keyspace));
      // Until it is gone for good it is told as it was.
      lifeCycle.begin({ ...record, status: 'DELETING', statements: [dropTable(keyspace, name)], table });
      return {};
    },

    async GetTableAutoScalingSettings(request: GetTableRequest, caller: Caller) {
      const { record } = await catalog.table(nameOf(request));
      const { autoScaling } = record;
      return {
        ...{ keyspaceName: record.keyspace, tableName: record.name },
        resourceArn: tableArn(caller, record.keyspace, record.name),
        ...(autoScaling && { autoScalingSpecification: autoScaling }),
      };
    },
  };
}

function nameOf({ keyspaceName, tableName }: TableRequest): Named {
  return {
    keyspace: requireName('keyspaceName', keyspaceName),
    name: requireName('tableName', tableName),
  };
}

/** @param underWay looked at last: nothing comes between it and the change that follows. */
function refuseWhileChanging({ keyspace, name }: Named, underWay: readonly ResourceRecord[]): void {
  const busy = underWay.find((other) => other.kind === 'keyspace' || (other.kind === 'table' && other.name === name));
  if (!busy) return;
  throw conflict(`Table ${keyspace}.${name} cannot be created or changed: its ${busy.kind} is ${busy.status}`);
}
