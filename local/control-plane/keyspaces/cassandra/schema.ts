import type { TableState, TypeState } from '../resource-record.ts';
import { settingsOf } from '../tables/custom-properties.ts';
import type { Column } from '../tables/table-schema.ts';
import type { Cassandra } from './cassandra.ts';

/** A table as Cassandra has it. */
export interface SchemaTable extends TableState {
  readonly id: string;
}

/** What Cassandra's schema tables say. */
export class Schema {
  readonly #cassandra: Pick<Cassandra, 'execute'>;

  constructor(cassandra: Pick<Cassandra, 'execute'>) {
    this.#cassandra = cassandra;
  }

  async keyspaces(): Promise<string[]> {
    const rows = await this.#cassandra.execute('SELECT keyspace_name FROM system_schema.keyspaces');
    return rows.map((row) => row.keyspace_name);
  }

  async hasKeyspace(keyspace: string): Promise<boolean> {
    const query = 'SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?';
    return (await this.#cassandra.execute(query, [keyspace])).length > 0;
  }

  async tables(keyspace: string): Promise<string[]> {
    const query = 'SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?';
    return (await this.#cassandra.execute(query, [keyspace])).map((row) => row.table_name);
  }

  async table(keyspace: string, table: string): Promise<SchemaTable | undefined> {
    const [[row], [tagged], columns] = await Promise.all([
      this.#cassandra.execute(
        'SELECT id, comment, creation_time, custom_properties, default_time_to_live FROM system_schema_mcs.tables WHERE keyspace_name = ? AND table_name = ?',
        [keyspace, table],
      ),
      this.#cassandra.execute(
        "SELECT tags FROM system_schema_mcs.tags WHERE keyspace_name = ? AND resource_name = ? AND resource_type = 'table'",
        [keyspace, table],
      ),
      this.#columns(keyspace, table),
    ]);
    if (!row) return undefined;
    // Of Cassandra's own tables nobody knows it.
    const createdAt = (row.creation_time ?? new Date(0)).toISOString();
    return {
      ...{ id: row.id.toString(), comment: row.comment ?? '', columns, createdAt, tags: tagged?.tags ?? {} },
      defaultTimeToLive: row.default_time_to_live,
      settings: settingsOf(row.custom_properties ?? {}, createdAt),
    };
  }

  /** Types of columns by table, in CQL. */
  async columnTypes(keyspace: string): Promise<{ table: string; type: string }[]> {
    const query = 'SELECT table_name, type FROM system_schema.columns WHERE keyspace_name = ?';
    return (await this.#cassandra.execute(query, [keyspace])).map((row) => ({ table: row.table_name, type: row.type }));
  }

  /** By name. */
  async types(keyspace: string): Promise<Map<string, TypeState>> {
    const query =
      'SELECT type_name, field_names, field_types, WRITETIME(field_names) AS changed FROM system_schema.types WHERE keyspace_name = ?';
    const rows = await this.#cassandra.execute(query, [keyspace]);
    return new Map(rows.map((row) => [row.type_name, typeOf(row.field_names, row.field_types, row.changed)]));
  }

  async #columns(keyspace: string, table: string): Promise<Column[]> {
    const query =
      'SELECT column_name, type, kind, position, clustering_order FROM system_schema.columns WHERE keyspace_name = ? AND table_name = ?';
    const rows = await this.#cassandra.execute(query, [keyspace, table]);
    return rows.map(({ column_name: name, type, kind, position, clustering_order: order }) => ({
      ...{ name, type, kind, position },
      ...(kind === 'clustering' && { order: order.toUpperCase() }),
    }));
  }
}

/** @param changed in microseconds */
function typeOf(names: string[], types: string[], changed: unknown): TypeState {
  return {
    fields: Object.fromEntries(names.map((name, index) => [name, types[index] ?? ''])),
    changedAt: new Date(Number(changed) / 1000).toISOString(),
  };
}
