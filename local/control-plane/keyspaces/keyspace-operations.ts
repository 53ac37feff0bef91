import type {
  CreateKeyspaceRequest,
  DeleteKeyspaceRequest,
  GetKeyspaceRequest,
  GetKeyspaceResponse,
  ListKeyspacesRequest,
  UpdateKeyspaceRequest,
} from '@aws-sdk/client-keyspaces';
import type { Caller, Operations } from '../operation.ts';
import { keyspaceArn } from './arn.ts';
import type { Catalog, TableView } from './cassandra/catalog.ts';
import { createKeyspace, dropKeyspace, setProperties } from './cassandra/definitions.ts';
import { readRegions } from './cassandra/replication.ts';
import type { Schema } from './cassandra/schema.ts';
import { refuseSystemKeyspace } from './cassandra/system-keyspaces.ts';
import { conflict, invalid } from './errors.ts';
import type { LifeCycle } from './life-cycle.ts';
import { pageOf } from './paging.ts';
import type { ResourceRecord } from './resource-record.ts';
import { requireName } from './rules.ts';
import { readTags, withTags } from './tags.ts';

export interface KeyspaceOptions {
  readonly catalog: Catalog;
  readonly lifeCycle: LifeCycle;
  readonly schema: Schema;
}

export function keyspaceOperations({ catalog, lifeCycle, schema }: KeyspaceOptions): Operations {
  return {
    async CreateKeyspace({ keyspaceName, tags, replicationSpecification }: CreateKeyspaceRequest, caller: Caller) {
      const keyspace = requireName('keyspaceName', keyspaceName);
      refuseSystemKeyspace(keyspace);
      const regions = readRegions(replicationSpecification, caller);
      const record: ResourceRecord = {
        ...{ kind: 'keyspace', keyspace, status: 'CREATING', statements: [createKeyspace(keyspace)] },
        ...(regions && { regions }),
        ...(tags !== undefined && { tags: withTags({}, readTags(tags)) }),
      };
      const there = await schema.hasKeyspace(keyspace);
      if (there || catalog.underWay(keyspace).length > 0) throw conflict(`Keyspace ${keyspace} already exists`);
      lifeCycle.begin(record);
      return { resourceArn: keyspaceArn(caller, keyspace) };
    },

    async GetKeyspace({ keyspaceName }: GetKeyspaceRequest, caller: Caller): Promise<GetKeyspaceResponse> {
      const record = await catalog.keyspace(requireName('keyspaceName', keyspaceName));
      return { ...summary(record, caller), ...groupStatuses(record) };
    },

    async ListKeyspaces(request: ListKeyspacesRequest, caller: Caller) {
      const { items, ...next } = pageOf(await catalog.keyspaces(), ({ keyspace }) => keyspace, request);
      const keyspaces = items.map((record) => summary(record, caller));
      return { keyspaces, ...next };
    },

    async UpdateKeyspace(request: UpdateKeyspaceRequest, caller: Caller) {
      const keyspace = requireName('keyspaceName', request.keyspaceName);
      refuseSystemKeyspace(keyspace);
      if (!request.replicationSpecification) throw invalid('replicationSpecification is required');
      const regions = readRegions(request.replicationSpecification, caller) ?? [];
      const record = await catalog.keyspace(keyspace);
      const lost = (record.regions ?? []).filter((region) => !regions.includes(region));
      if (lost.length > 0) throw invalid(`Regions cannot be removed from keyspace ${keyspace}: ${lost.join(', ')}`);
      const unready = await withoutTimestamps(catalog, keyspace);
      refuseWhileChanging(catalog.underWay(keyspace), keyspace);
      if (unready.length > 0 && request.clientSideTimestamps?.status !== 'ENABLED') {
        throw invalid(`Client-side timestamps must be enabled for all tables of keyspace ${keyspace}`);
      }
      for (const { record: table } of unready) {
        const statements = [setProperties(keyspace, table.name, { client_side_timestamps: { status: 'enabled' } })];
        lifeCycle.begin({ ...table, status: 'UPDATING', statements });
      }
      lifeCycle.begin({ ...record, status: 'UPDATING', statements: [], ...(regions.length > 0 && { regions }) });
      return { resourceArn: keyspaceArn(caller, keyspace) };
    },

    async DeleteKeyspace({ keyspaceName }: DeleteKeyspaceRequest) {
      const keyspace = requireName('keyspaceName', keyspaceName);
      refuseSystemKeyspace(keyspace);
      const record = await catalog.keyspace(keyspace);
      refuseWhileChanging(catalog.underWay(keyspace), keyspace);
      lifeCycle.begin({ ...record, status: 'DELETING', statements: [dropKeyspace(keyspace)] });
      return {};
    },
  };
}

function refuseWhileChanging(underWay: readonly ResourceRecord[], keyspace: string): void {
  if (underWay.length === 0) return;
  const [{ kind, status }] = underWay as [ResourceRecord];
  const state = kind === 'keyspace' ? `it is ${status}` : `a ${kind} under it is currently being created or deleted`;
  throw conflict(`Keyspace ${keyspace} cannot be changed: ${state}`);
}

async function withoutTimestamps(catalog: Catalog, keyspace: string): Promise<TableView[]> {
  const names = await catalog.tables(keyspace);
  const tables = await Promise.all(names.map((name) => catalog.table({ keyspace, name })));
  return tables.filter(({ settings }) => !settings.clientSideTimestamps);
}

function summary({ keyspace, regions }: ResourceRecord, caller: Caller) {
  return {
    keyspaceName: keyspace,
    resourceArn: keyspaceArn(caller, keyspace),
    replicationStrategy: regions ? ('MULTI_REGION' as const) : ('SINGLE_REGION' as const),
    ...(regions && { replicationRegions: [...regions] }),
  };
}

function groupStatuses({ regions, status }: ResourceRecord): Partial<GetKeyspaceResponse> {
  if (!regions) return {};
  return { replicationGroupStatuses: regions.map((region) => ({ region, keyspaceStatus: status })) };
}
