import { pageByKey } from '../paging.ts';
import { invalid } from './errors.ts';
import { requireWhole } from './rules.ts';

interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

const most = 1000;

/**
 * One page of a list in the order of its keys, and the token of the next one if there is more.
 * @throws AwsError ValidationException for a token or a size that no page has
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults = most, nextToken }: PageRequest,
) {
  const size = requireWhole('maxResults', maxResults, { min: 1, max: most });
  const refused = () => invalid('Invalid nextToken');
  const { token, ...page } = pageByKey(items, keyOf, { size, token: nextToken, refused });
  return { ...page, ...(token !== undefined && { nextToken: token }) };
}
