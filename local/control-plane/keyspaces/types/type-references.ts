import type { Schema } from '../cassandra/schema.ts';
import type { TypeState } from '../resource-record.ts';
import { parseColumnType, userTypesOf } from '../tables/column-type.ts';

/** Who uses a user-defined type, and how deep it is nested itself. */
export interface TypeReferences {
  readonly directReferringTables: string[];
  readonly directParentTypes: string[];
  /** 0 when no other user-defined type is in it. */
  readonly maxNestingDepth: number;
}

export async function referencesTo(schema: Schema, keyspace: string, name: string): Promise<TypeReferences> {
  const [columns, types] = await Promise.all([schema.columnTypes(keyspace), schema.types(keyspace)]);
  const tables = columns.filter(({ type }) => uses(type, name)).map(({ table }) => table);
  const parents = [...types].filter(([, { fields }]) => Object.values(fields).some((type) => uses(type, name)));
  return {
    directReferringTables: [...new Set(tables)],
    directParentTypes: parents.map(([parent]) => parent),
    maxNestingDepth: depthOf(name, types),
  };
}

function uses(type: string, name: string): boolean {
  return typesIn(type).includes(name);
}

function depthOf(name: string, types: ReadonlyMap<string, Pick<TypeState, 'fields'>>): number {
  const inner = Object.values(types.get(name)?.fields ?? {}).flatMap(typesIn);
  return inner.reduce((deepest, one) => Math.max(deepest, 1 + depthOf(one, types)), 0);
}

/** Tables made by CQL may have types that cannot be parsed here: they use none. */
function typesIn(type: string): string[] {
  try {
    return userTypesOf(parseColumnType(type));
  } catch {
    return [];
  }
}
