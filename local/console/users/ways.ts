/** One way in which users are found, in the order of an index of `created_users`: see migration 5. */
export interface Way {
  /** What it asks of a row; $1 is what is searched for. */
  readonly matches: string;
  /** By which its rows are in order, then by id. */
  readonly key: string;
  readonly type: 'bigint' | 'text';
  readonly newestFirst?: true;
}

// With the table's name: by itself it would be the text that is selected.
const byVersion = { key: 'created_users.version', type: 'bigint', newestFirst: true } as const;

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of so many characters the indexes are made: with whole names they would cost the sink twice as much. */
const kept = { last_name: 16, username: 10 } as const;

function beginning(column: keyof typeof kept, text: string): Way {
  const keyOf = (value: string) => `lower(left(${value}, ${kept[column]})) COLLATE "C"`;
  const begins = `${keyOf(column)} ^@ ${keyOf('$1')}`;
  // Where the index says all of it, nothing else is asked: PostgreSQL would think that few rows match, and sort them all.
  const isCut = [...text].length > kept[column];
  const matches = isCut ? `${begins} AND starts_with(lower(${column}), lower($1))` : begins;
  return { matches, key: keyOf(column), type: 'text' };
}

/**
 * How a text is looked for: an id or an e-mail address as a whole, anything else as the beginning of a last name or of a
 * user name, capitals or not. Nothing: the newest users.
 */
export function waysOf(text: string): readonly Way[] {
  if (text === '') return [{ matches: `$1 = ''`, ...byVersion }];
  if (uuid.test(text)) return [{ matches: 'id = $1::uuid', ...byVersion }];
  if (text.includes('@')) return [{ matches: 'email IN ($1, lower($1))', ...byVersion }];
  return [beginning('last_name', text), beginning('username', text)];
}
