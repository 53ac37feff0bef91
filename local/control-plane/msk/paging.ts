import { pageByPosition } from '../paging.ts';
import { badRequest } from './errors.ts';

interface PageRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const most = 100;

/**
 * One page of a list, and the token of the next one if there is more.
 * @throws AwsError BadRequestException for a token or a size that no page has
 */
export function pageOf<Item>(items: readonly Item[], { MaxResults: size = most, NextToken }: PageRequest) {
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw badRequest(`MaxResults should be between 1 and ${most}.`);
  }
  const refused = () => badRequest('The specified nextToken is not valid.');
  const { token, ...page } = pageByPosition(items, { size, token: NextToken || undefined, refused });
  return { ...page, ...(token !== undefined && { NextToken: token }) };
}
