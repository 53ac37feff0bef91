import { denied } from '../errors.ts';

/** Those of Amazon Keyspaces, with the tables that it documents. */
export const systemKeyspaces: ReadonlyMap<string, readonly string[]> = new Map([
  ['system', ['local', 'peers', 'prepared_statements', 'size_estimates']],
  ['system_multiregion_info', ['autoscaling', 'keyspaces', 'tables']],
  [
    'system_schema',
    ['aggregates', 'columns', 'functions', 'indexes', 'keyspaces', 'tables', 'triggers', 'types', 'views'],
  ],
  ['system_schema_mcs', ['autoscaling', 'columns', 'keyspaces', 'tables', 'tables_history', 'tags', 'types']],
]);

/** Apache Cassandra's own, which Amazon Keyspaces does not have: nobody is to see or change them by its API. */
const hidden = new Set(['system_auth', 'system_distributed', 'system_traces', 'system_views', 'system_virtual_schema']);

export function isHidden(keyspace: string): boolean {
  return hidden.has(keyspace);
}

/** @throws AwsError AccessDeniedException */
export function refuseSystemKeyspace(keyspace: string): void {
  if (systemKeyspaces.has(keyspace) || hidden.has(keyspace)) {
    throw denied(`${keyspace} keyspace is not user-modifiable.`);
  }
}
