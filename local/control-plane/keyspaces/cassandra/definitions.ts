import type { TableState, TypeState } from '../resource-record.ts';
import { type CustomProperties, customPropertiesOf } from '../tables/custom-properties.ts';
import type { Column } from '../tables/table-schema.ts';
import { identifier, literal, mapLiteral } from './cql-text.ts';

// Statements of CQL that may be executed again: who was cut off in the middle does so.

export function createKeyspace(keyspace: string): string {
  const replication = "{'class': 'SingleRegionStrategy'}";
  return `CREATE KEYSPACE IF NOT EXISTS ${identifier(keyspace)} WITH replication = ${replication}`;
}

export function dropKeyspace(keyspace: string): string {
  return `DROP KEYSPACE IF EXISTS ${identifier(keyspace)}`;
}

export function createTable(
  keyspace: string,
  table: string,
  { columns, comment, defaultTimeToLive, settings, tags }: TableState,
): string {
  const list = columns.map(
    ({ name, type, kind }) => `${identifier(name)} ${type}${kind === 'static' ? ' STATIC' : ''}`,
  );
  const of = (wanted: Column['kind']) => columns.filter(({ kind }) => kind === wanted);
  const partition = of('partition_key').map(({ name }) => identifier(name));
  const clustering = of('clustering');
  const key = [`(${partition.join(', ')})`, ...clustering.map(({ name }) => identifier(name))];
  const order = clustering.map(({ name, order = 'ASC' }) => `${identifier(name)} ${order}`);
  const options = [
    ...(order.length > 0 ? [`CLUSTERING ORDER BY (${order.join(', ')})`] : []),
    `comment = ${literal(comment)}`,
    `default_time_to_live = ${defaultTimeToLive}`,
    `CUSTOM_PROPERTIES = ${mapLiteral(customPropertiesOf(settings))}`,
    ...(Object.keys(tags).length > 0 ? [`TAGS = ${mapLiteral(tags)}`] : []),
  ];
  return `CREATE TABLE IF NOT EXISTS ${tableName(keyspace, table)} (${list.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITH ${options.join(' AND ')}`;
}

export function addColumns(keyspace: string, table: string, columns: readonly Column[]): string {
  const list = columns.map(({ name, type }) => `${identifier(name)} ${type}`);
  return `ALTER TABLE IF EXISTS ${tableName(keyspace, table)} ADD IF NOT EXISTS ${list.join(', ')}`;
}

/** @param seconds 0 for ever */
export function setTimeToLive(keyspace: string, table: string, seconds: number): string {
  return `ALTER TABLE IF EXISTS ${tableName(keyspace, table)} WITH default_time_to_live = ${seconds}`;
}

export function setProperties(keyspace: string, table: string, properties: CustomProperties): string {
  return `ALTER TABLE IF EXISTS ${tableName(keyspace, table)} WITH CUSTOM_PROPERTIES = ${mapLiteral(properties)}`;
}

/** @param tags values by key */
export function addTags(keyspace: string, table: string, tags: TableState['tags']): string {
  return `ALTER TABLE ${tableName(keyspace, table)} ADD TAGS ${mapLiteral(tags)}`;
}

export function dropTags(keyspace: string, table: string, tags: TableState['tags']): string {
  return `ALTER TABLE ${tableName(keyspace, table)} DROP TAGS ${mapLiteral(tags)}`;
}

export function dropTable(keyspace: string, table: string): string {
  return `DROP TABLE IF EXISTS ${tableName(keyspace, table)}`;
}

/** @param fields types in CQL by name */
export function createType(keyspace: string, type: string, fields: TypeState['fields']): string {
  const list = Object.entries(fields).map(([name, cql]) => `${identifier(name)} ${cql}`);
  return `CREATE TYPE IF NOT EXISTS ${tableName(keyspace, type)} (${list.join(', ')})`;
}

export function dropType(keyspace: string, type: string): string {
  return `DROP TYPE IF EXISTS ${tableName(keyspace, type)}`;
}

function tableName(keyspace: string, name: string): string {
  return `${identifier(keyspace)}.${identifier(name)}`;
}
