import type { Schema } from '../cassandra/schema.ts';
import { invalid } from '../errors.ts';
import { type ColumnType, canChangeInParts, parseColumnType, userTypesOf } from '../tables/column-type.ts';

/** @throws AwsError ValidationException when they need a type that is not in the keyspace, or not to be used so */
export async function requireTypes(
  schema: Pick<Schema, 'types'>,
  keyspace: string,
  types: readonly ColumnType[],
): Promise<void> {
  const names = types.flatMap(userTypesOf);
  if (names.length === 0) return;
  const there = await schema.types(keyspace);
  const unknown = names.find((name) => !there.has(name));
  if (unknown !== undefined) throw invalid(`Unknown type ${keyspace}.${unknown}`);
  for (const { name } of types.filter(({ userDefined }) => userDefined)) {
    const fields = Object.values(there.get(name)?.fields ?? {});
    if (fields.some((field) => canChangeInParts(parseColumnType(field)))) {
      throw invalid(`Non-frozen UDTs with nested non-frozen collections are not supported: ${name}`);
    }
  }
}
