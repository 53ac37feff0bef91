import { badRequest } from './errors.ts';

/** @throws AwsError BadRequestException */
export function requireSize(list: readonly unknown[], least: number, most: number): void {
  if (list.length >= least && list.length <= most) return;
  throw badRequest(`The size of list should be between ${least} and ${most}.`);
}

/** @throws AwsError BadRequestException */
export function requireDistinct(list: readonly string[]): void {
  if (new Set(list).size !== list.length) throw badRequest('The list provided contains duplicate items.');
}
