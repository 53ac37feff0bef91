import { pageByKey } from '../paging.ts';
import { invalid } from './errors.ts';

interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

const usual = 25;
const most = 100;

/**
 * One page of a list in the order of its keys, and the token of the next one if there is more.
 * @throws AwsError InvalidInputException for a token or a size that no page has
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { MaxResults: size = usual, NextToken }: PageRequest,
  max = most,
) {
  if (!Number.isInteger(size) || size < 1 || size > max) throw invalid(`MaxResults must be from 1 to ${max}.`);
  const refused = () => invalid('The NextToken is not valid.');
  const { token, ...page } = pageByKey(items, keyOf, { size, token: NextToken || undefined, refused });
  return { ...page, ...(token !== undefined && { NextToken: token }) };
}
