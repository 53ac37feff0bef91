/** What a search looks for, as its rows have it and as addresses write it: "header run-id is 7", "field age above 30". */
export interface Filter {
  readonly of: FilteredPart;
  /** Of the header, or the field's path, as `address.city`; empty for others. */
  readonly name: string;
  readonly operator: Operator;
  /** Empty for `exists`. */
  readonly value: string;
}

export type FilteredPart = 'key' | 'header' | 'field' | 'value';
export type Operator = 'is' | 'is-not' | 'contains' | 'below' | 'above' | 'exists';

export const operators: Readonly<Record<FilteredPart, readonly Operator[]>> = {
  key: ['is', 'contains', 'exists'],
  header: ['is', 'contains', 'exists'],
  field: ['is', 'is-not', 'contains', 'below', 'above', 'exists'],
  value: ['contains', 'exists'],
};

export function isNamed(of: FilteredPart): boolean {
  return of === 'header' || of === 'field';
}

const mostCharacters = 2000;

/** A name is encoded as in an address: it has no spaces then. */
export function formatFilter({ of, name, operator, value }: Filter): string {
  const words = [of, ...(isNamed(of) ? [encodeURIComponent(name.toWellFormed())] : []), operator];
  return operator === 'exists' ? words.join(' ') : `${words.join(' ')} ${value}`;
}

/** @throws Error that says what is wrong */
export function parseFilter(text: string): Filter {
  if (text.length > mostCharacters) throw new Error(`A filter has more than ${mostCharacters} characters.`);
  const { bare, named, name, operator = '', value = '' } = pattern.exec(text)?.groups ?? {};
  const of = (bare ?? named) as FilteredPart | undefined;
  if (!of) throw new Error(`«${text}» is no filter as "key is 7" or "header run-id contains 2026".`);
  const known: readonly string[] = operators[of];
  if (!known.includes(operator)) throw new Error(`«${text}»: a ${of} is compared by ${known.join(', ')}.`);
  if (operator !== 'exists' && value === '') throw new Error(`«${text}» has nothing to compare with.`);
  return { of, name: name === undefined ? '' : decodedName(name, text), operator: operator as Operator, value };
}

const pattern = /^(?:(?<bare>key|value)|(?<named>header|field) (?<name>\S+)) (?<operator>\S+)(?: (?<value>.+))?$/s;

function decodedName(name: string, text: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new Error(`«${text}» has a name that is not encoded as in an address.`);
  }
}
