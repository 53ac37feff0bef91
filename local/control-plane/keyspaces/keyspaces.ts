import { readCredentials } from '../../services/credentials.ts';
import { hostOf } from '../../services/hosts.ts';
import type { AwsService, AwsServiceOptions } from '../service.ts';
import { StateFile } from '../state-file.ts';
import { Cassandra } from './cassandra/cassandra.ts';
import { Catalog } from './cassandra/catalog.ts';
import { Schema } from './cassandra/schema.ts';
import { keyspaceOperations } from './keyspace-operations.ts';
import { LifeCycle } from './life-cycle.ts';
import type { ResourceRecord } from './resource-record.ts';
import { keyspacesResourceTypes } from './resources/resource-types.ts';
import { tableOperations } from './tables/table-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { typeOperations } from './types/type-operations.ts';

/** The API of Amazon Keyspaces, over the stack's Cassandra. */
export function openKeyspaces({ settings, stateOf, log }: AwsServiceOptions): AwsService {
  const { cassandraAdministrator } = readCredentials(settings.stateDir);
  const host = hostOf('cassandra', settings);
  const cassandra = new Cassandra({ host, port: settings.ports.cassandra, ...cassandraAdministrator });
  const records = new StateFile<ResourceRecord>(stateOf('keyspaces'));
  const schema = new Schema(cassandra);
  const catalog = new Catalog(schema, records);
  const lifeCycle = new LifeCycle({ records, cassandra, log });
  const parts = { catalog, lifeCycle, schema };
  const operations = {
    ...keyspaceOperations(parts),
    ...tableOperations(parts),
    ...typeOperations(parts),
    ...tagOperations({ catalog, lifeCycle, cassandra, records }),
  };
  return {
    operations,
    resourceTypes: keyspacesResourceTypes(operations, lifeCycle),
    start: () => lifeCycle.resume(),
    async stop() {
      await lifeCycle.stop();
      await cassandra.close();
    },
  };
}
