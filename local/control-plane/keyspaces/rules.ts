import { invalid } from './errors.ts';

// What the API's model demands of a member, refused in the words of AWS. Member names are as in the model.

const resourceName = /^[a-zA-Z0-9][a-zA-Z0-9_]{0,47}$/;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Of a keyspace or table. @throws AwsError ValidationException */
export function requireName(member: string, value: unknown): string {
  return requirePattern(member, requireText(member, value, { min: 1, max: 48 }), resourceName);
}

/** @throws AwsError ValidationException */
export function requireText(member: string, value: unknown, { min, max }: Bounds = {}): string {
  const text = present(member, value);
  if (typeof text !== 'string') throw violated(member, text, 'be a string');
  if (min !== undefined && text.length < min) {
    throw violated(member, text, `have length greater than or equal to ${min}`);
  }
  if (max !== undefined && text.length > max) throw violated(member, text, `have length less than or equal to ${max}`);
  return text;
}

/** @throws AwsError ValidationException */
export function requirePattern(member: string, text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw violated(member, text, `satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
}

/** @throws AwsError ValidationException */
export function requireOneOf<Value extends string>(member: string, value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === present(member, value));
  if (found !== undefined) return found;
  throw violated(member, value, `satisfy enum value set: [${allowed.join(', ')}]`);
}

/** @throws AwsError ValidationException */
export function requireWhole(member: string, value: unknown, { min, max }: Bounds): number {
  const number = present(member, value);
  if (typeof number !== 'number' || !Number.isInteger(number)) throw violated(member, number, 'be a whole number');
  if (min !== undefined && number < min) throw violated(member, number, `have value greater than or equal to ${min}`);
  if (max !== undefined && number > max) throw violated(member, number, `have value less than or equal to ${max}`);
  return number;
}

/** @throws AwsError ValidationException */
export function requireList<Item>(
  member: string,
  value: readonly Item[] | undefined,
  { min, max }: Bounds,
): readonly Item[] {
  const list = present(member, value);
  if (min !== undefined && list.length < min) {
    throw violated(member, '[]', `have length greater than or equal to ${min}`);
  }
  if (max !== undefined && list.length > max) {
    throw violated(member, `[${list.length} items]`, `have length less than or equal to ${max}`);
  }
  return list;
}

function present<Value>(member: string, value: Value | undefined | null): Value {
  if (value !== undefined && value !== null) return value;
  throw invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function violated(member: string, value: unknown, constraint: string): Error {
  return invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}
