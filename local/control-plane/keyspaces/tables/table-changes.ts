import type { CreateTableRequest, UpdateTableRequest } from '@aws-sdk/client-keyspaces';
import type { TableView } from '../cassandra/catalog.ts';
import { addColumns, setProperties, setTimeToLive } from '../cassandra/definitions.ts';
import { invalid } from '../errors.ts';
import { changedProperties, customPropertiesOf } from './custom-properties.ts';
import { type Column, readAddedColumns } from './table-schema.ts';
import { readSettings, readTimeToLive } from './table-settings.ts';

/**
 * What UpdateTable is to change.
 * @throws AwsError ValidationException
 */
export function changesOf(request: UpdateTableRequest, table: TableView) {
  const { keyspace, name } = table.record;
  const { addColumns: added, defaultTimeToLive } = request;
  const { columns, types } = added ? readAddedColumns(added, table.columns) : { columns: [], types: [] };
  const seconds = defaultTimeToLive === undefined ? undefined : readTimeToLive(defaultTimeToLive);
  refuseCounterLifetime(table.columns, seconds ?? 0);
  const lasting = { ...table.settings, timeToLive: table.settings.timeToLive || (seconds ?? 0) > 0 };
  const settings = readSettings(request, lasting, new Date().toISOString());
  const properties = changedProperties(customPropertiesOf(table.settings), customPropertiesOf(settings));
  const statements = [
    ...(columns.length > 0 ? [addColumns(keyspace, name, columns)] : []),
    ...(seconds === undefined ? [] : [setTimeToLive(keyspace, name, seconds)]),
    ...(Object.keys(properties).length > 0 ? [setProperties(keyspace, name, properties)] : []),
  ];
  return { statements, types, settings };
}

/** Auto scaling goes with the capacity mode. @throws AwsError ValidationException */
export function requireOneSetting(request: UpdateTableRequest): void {
  const { keyspaceName, tableName, autoScalingSpecification, capacitySpecification, ...others } = request;
  const capacity = capacitySpecification ?? autoScalingSpecification;
  const settings = [capacity, ...Object.values(others)].filter((value) => value !== undefined && value !== null);
  if (settings.length !== 1) {
    throw invalid(`UpdateTable takes one specific table setting per operation, but was given ${settings.length}`);
  }
}

/** What Cassandra on one machine has no match for. @throws AwsError ValidationException */
export function refuseUnsupported(request: CreateTableRequest | UpdateTableRequest): void {
  for (const name of ['cdcSpecification', 'replicaSpecifications', 'warmThroughputSpecification'] as const) {
    if (request[name] !== undefined) throw invalid(`${name} is not supported by this local control plane.`);
  }
}

/** @throws AwsError ValidationException */
export function refuseCounterLifetime(columns: readonly Column[], seconds: number): void {
  if (seconds > 0 && columns.some(({ type }) => type === 'counter')) {
    throw invalid('Cannot set default_time_to_live on a table with counters');
  }
}
