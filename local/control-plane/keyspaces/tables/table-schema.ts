import type { ColumnDefinition, SchemaDefinition } from '@aws-sdk/client-keyspaces';
import { invalid } from '../errors.ts';
import { requireList, requireOneOf, requirePattern, requireText } from '../rules.ts';
import { type ColumnType, cqlOf, isKeyType, parseColumnType } from './column-type.ts';

/** As `system_schema.columns` holds it. */
export interface Column {
  readonly name: string;
  /** In CQL. */
  readonly type: string;
  readonly kind: 'partition_key' | 'clustering' | 'static' | 'regular';
  /** Among those of the key; -1 outside of it. */
  readonly position: number;
  /** Of a clustering column. */
  readonly order?: 'ASC' | 'DESC';
}

export interface NewColumns {
  readonly columns: readonly Column[];
  readonly types: readonly ColumnType[];
}

const columnName = /^[a-zA-Z0-9_]{1,48}$/;

/** @throws AwsError ValidationException */
export function readSchema(definition: Partial<SchemaDefinition> | undefined): NewColumns {
  if (!definition) requireText('schemaDefinition', undefined);
  const { allColumns, partitionKeys, clusteringKeys = [], staticColumns = [] } = definition as SchemaDefinition;
  const types = readTypes('schemaDefinition.allColumns', allColumns);
  const partition = requireList('schemaDefinition.partitionKeys', partitionKeys, { min: 1 }).map(({ name }) => name);
  const keys = new KeyedColumns(types);
  const columns: Column[] = [
    ...partition.map((name, position) => keys.take(name, 'partition_key', position)),
    ...clusteringKeys.map(({ name, orderBy }, position) => ({
      ...keys.take(name, 'clustering', position),
      order: requireOneOf('schemaDefinition.clusteringKeys.orderBy', orderBy, ['ASC', 'DESC']),
    })),
    ...staticColumns.map(({ name }) => keys.take(name, 'static', -1)),
  ];
  if (staticColumns.length > 0 && clusteringKeys.length === 0) {
    throw invalid('Static columns are only allowed in tables with at least one clustering column');
  }
  columns.push(...keys.rest());
  refuseMixedCounters(columns);
  return { columns, types: [...types.values()] };
}

/** Columns to be added to a table. @throws AwsError ValidationException */
export function readAddedColumns(added: readonly ColumnDefinition[], old: readonly Column[]): NewColumns {
  const types = readTypes('addColumns', added);
  const columns = new KeyedColumns(types).rest();
  const double = columns.find(({ name }) => old.some((one) => one.name === name));
  if (double) throw invalid(`Column ${double.name} already exists`);
  refuseMixedCounters([...old, ...columns]);
  return { columns, types: [...types.values()] };
}

export function describeSchema(columns: readonly Column[]): SchemaDefinition {
  const of = (kind: Column['kind']) =>
    columns.filter((column) => column.kind === kind).sort((one, other) => one.position - other.position);
  const names = (kind: Column['kind']) => of(kind).map(({ name }) => ({ name }));
  const all = [...of('partition_key'), ...of('clustering'), ...of('static'), ...of('regular')];
  return {
    allColumns: all.map(({ name, type }) => ({ name, type })),
    partitionKeys: names('partition_key'),
    clusteringKeys: of('clustering').map(({ name, order = 'ASC' }) => ({ name, orderBy: order })),
    staticColumns: names('static'),
  };
}

/** Keyspaces makes names of columns small. */
function readName(member: string, name: unknown): string {
  return requirePattern(member, requireText(member, name), columnName).toLowerCase();
}

function readTypes(member: string, definitions: readonly ColumnDefinition[] | undefined): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const { name, type } of requireList(member, definitions, { min: 1 })) {
    const key = readName(`${member}.name`, name);
    if (types.has(key)) throw invalid(`Multiple definition of identifier ${key}`);
    types.set(key, parseColumnType(requireText(`${member}.type`, type)));
  }
  return types;
}

/** Gives each column one role. */
class KeyedColumns {
  readonly #types: Map<string, ColumnType>;

  constructor(types: ReadonlyMap<string, ColumnType>) {
    this.#types = new Map(types);
  }

  take(written: string | undefined, kind: Column['kind'], position: number): Column {
    const name = readName('schemaDefinition', written);
    const type = this.#types.get(name);
    if (!type) throw invalid(`Unknown definition ${name} referenced in the schema definition, or referenced twice`);
    if (kind !== 'static' && !isKeyType(type)) throw invalid(`Invalid type for PRIMARY KEY component ${name}`);
    this.#types.delete(name);
    return { name, type: cqlOf(type), kind, position };
  }

  rest(): Column[] {
    return [...this.#types].map(([name, type]) => ({ name, type: cqlOf(type), kind: 'regular', position: -1 }));
  }
}

function refuseMixedCounters(columns: readonly Column[]): void {
  const values = columns.filter(({ kind }) => kind === 'regular' || kind === 'static');
  const counters = values.filter(({ type }) => type === 'counter');
  if (counters.length > 0 && counters.length < values.length) {
    throw invalid('Cannot mix counter and non counter columns in the same table');
  }
}
