import { requireWhole } from './constraints.ts';
import { invalid } from './errors.ts';

interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

interface Page<Item> {
  readonly items: Item[];
  /** Of the page after it. */
  readonly nextToken?: string;
}

const mostResults = 1000;

/**
 * The page that is asked for, in the order of the items' keys.
 * @throws AwsError ValidationException
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { nextToken, maxResults = mostResults }: PageRequest,
): Page<Item> {
  const size = requireWhole('maxResults', maxResults, { min: 1, max: mostResults });
  const after = nextToken === undefined ? undefined : lastKeyOf(nextToken);
  const rest = items
    .map((item) => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last && rest.length > size && { nextToken: tokenOf(last.key) }),
  };
}

const tokenOf = (key: string) => Buffer.from(JSON.stringify([key])).toString('base64url');

function lastKeyOf(token: string): string {
  try {
    const [key] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof key === 'string') return key;
  } catch {
    // Said below.
  }
  throw invalid('Invalid nextToken');
}
