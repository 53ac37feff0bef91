import { badRequest } from './errors.ts';

// What AWS refuses in the same way for several kinds of things.

/** @throws AwsError BadRequestException when the request leaves the member out */
export function required<Value>(member: string, value: Value | undefined | null): Value {
  if (value === undefined || value === null) throw badRequest(`Invalid request body: ${member} is missing.`);
  return value;
}

/** @throws AwsError BadRequestException when the value is not one of those that the API has */
export function requireOneOf(member: string, value: string | undefined, values: readonly string[]): void {
  if (value === undefined || values.includes(value)) return;
  throw badRequest(`Invalid value for ${member}: ${value}. Valid values: [${values.join(', ')}]`);
}

/** @throws AwsError BadRequestException */
export function requireSize(list: readonly unknown[], least: number, most: number): void {
  if (list.length >= least && list.length <= most) return;
  throw badRequest(`The size of list should be between ${least} and ${most}.`);
}

/** @throws AwsError BadRequestException */
export function requireDistinct(list: readonly string[]): void {
  if (new Set(list).size !== list.length) throw badRequest('The list provided contains duplicate items.');
}
