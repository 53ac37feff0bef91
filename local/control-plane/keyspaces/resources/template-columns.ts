import type { ClusteringKey, ColumnDefinition, GetTableResponse, SchemaDefinition } from '@aws-sdk/client-keyspaces';
import type { Properties } from '../../resource.ts';
import { invalid } from '../errors.ts';
import { isSameType, parseColumnType } from '../tables/column-type.ts';

interface TemplateColumn {
  readonly ColumnName: string;
  readonly ColumnType: string;
}

interface TemplateClusteringColumn {
  readonly Column: TemplateColumn;
  readonly OrderBy?: ClusteringKey['orderBy'];
}

export function schemaOf(properties: Properties): SchemaDefinition {
  const partition: TemplateColumn[] = properties.PartitionKeyColumns ?? [];
  const clustering: TemplateClusteringColumn[] = properties.ClusteringKeyColumns ?? [];
  return {
    allColumns: [...partition.map(column), ...clustering.map(({ Column }) => column(Column)), ...regular(properties)],
    partitionKeys: partition.map(({ ColumnName }) => ({ name: ColumnName })),
    clusteringKeys: clustering.map(({ Column, OrderBy = 'ASC' }) => ({ name: Column.ColumnName, orderBy: OrderBy })),
  };
}

/**
 * CloudFormation makes another table of them, but a stack may take over one that a forgotten stack made.
 * @throws AwsError ValidationException
 */
export function refuseOtherKeys(
  properties: Properties,
  { keyspaceName, tableName, schemaDefinition }: GetTableResponse,
): void {
  const keysOf = ({ partitionKeys, clusteringKeys = [] }: Partial<SchemaDefinition>) =>
    JSON.stringify([
      partitionKeys?.map(({ name }) => name?.toLowerCase()),
      clusteringKeys.map(({ name, orderBy }) => [name?.toLowerCase(), orderBy]),
    ]);
  if (keysOf(schemaOf(properties)) === keysOf(schemaDefinition ?? {})) return;
  throw invalid(`The key of table ${keyspaceName}.${tableName} cannot be changed: delete it, or name another table`);
}

/** @throws AwsError ValidationException when one is removed or of another type */
export function addedColumns(properties: Properties, { schemaDefinition }: GetTableResponse): ColumnDefinition[] {
  const keys = [...(schemaDefinition?.partitionKeys ?? []), ...(schemaDefinition?.clusteringKeys ?? [])];
  const isKey = ({ name }: ColumnDefinition) => keys.some((key) => key.name === name);
  const old = (schemaDefinition?.allColumns ?? []).filter((one) => !isKey(one));
  const wanted = regular(properties).map(({ name, type }) => ({ name: name?.toLowerCase(), type: type ?? '' }));
  const lost = old.find(({ name }) => !wanted.some((one) => one.name === name));
  if (lost) throw invalid(`Column ${lost.name} cannot be removed: RegularColumns can only be added`);
  const isOther = (one: string | undefined, type: string) =>
    !isSameType(parseColumnType(one ?? ''), parseColumnType(type));
  const changed = wanted.find(({ name, type }) => old.some((one) => one.name === name && isOther(one.type, type)));
  if (changed) throw invalid(`The type of column ${changed.name} cannot be changed`);
  return wanted.filter(({ name }) => !old.some((one) => one.name === name));
}

const column = ({ ColumnName, ColumnType }: TemplateColumn) => ({ name: ColumnName, type: ColumnType });
const regular = ({ RegularColumns = [] }: Properties): ColumnDefinition[] => RegularColumns.map(column);
