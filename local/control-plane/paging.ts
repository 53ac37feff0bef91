interface Page<Item> {
  readonly items: readonly Item[];
  /** With which the next page is asked for, if there is one. */
  readonly token?: string;
}

interface PageRequest {
  /** How many items it has at the most. */
  readonly size: number;
  /** Of the page before it. */
  readonly token?: string | undefined;
  /** What the service says of a token that is none of its own. */
  readonly refused: () => Error;
}

/**
 * A page of items in the order of their keys: its token is the key of the last one told, so that items that come and go
 * meanwhile disturb nothing.
 * @throws Error as the request says
 */
export function pageByKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { size, token, refused }: PageRequest,
): Page<Item> {
  const after = token === undefined ? undefined : readToken(token, isKey, refused);
  const rest = items
    .map((item) => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return { items: page.map(({ item }) => item), ...(last && rest.length > size && { token: tokenOf(last.key) }) };
}

/**
 * A page of items in the order that they have: its token is how many came before the next one.
 * @throws Error as the request says
 */
export function pageByPosition<Item>(items: readonly Item[], { size, token, refused }: PageRequest): Page<Item> {
  const from = token === undefined ? 0 : readToken(token, isPosition, refused);
  const to = from + size;
  return { items: items.slice(from, to), ...(to < items.length && { token: tokenOf(to) }) };
}

const isKey = (value: unknown) => typeof value === 'string';
const isPosition = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function tokenOf(value: string | number): string {
  return Buffer.from(JSON.stringify([value])).toString('base64url');
}

function readToken<Value>(token: string, is: (value: unknown) => value is Value, refused: () => Error): Value {
  try {
    const [value] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (is(value)) return value;
  } catch {
    // Said below.
  }
  throw refused();
}
