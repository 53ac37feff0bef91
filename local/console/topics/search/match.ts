import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { Filter, Operator } from '../../page/views/topics/filters.ts';
import type { DecodedPart, DecodePart } from '../showing/part-decoder.ts';

/** Whether a record is one that is looked for. */
export type Matches = (record: KafkaRecord) => boolean | Promise<boolean>;

/** All filters have to match; what needs no decoding is looked at first. */
export function matcher(filters: readonly Filter[], decode: DecodePart): Matches {
  const ofHeaders = filters.filter(({ of }) => of === 'header');
  const ofKey = filters.filter(({ of }) => of === 'key');
  const ofValue = filters.filter(({ of }) => of === 'value' || of === 'field');
  const keyMatches = ({ bytes }: DecodedPart) => ofKey.every((filter) => textMatches(filter, bytes.toString('utf8')));
  const valueMatches = ({ bytes }: DecodedPart) => {
    const text = bytes.toString('utf8');
    const isTextRight = ofValue.every((filter) => filter.of !== 'value' || textMatches(filter, text));
    const fields = ofValue.filter(({ of }) => of === 'field');
    return isTextRight && (fields.length === 0 || fieldsMatch(fields, text));
  };
  return (record) => {
    if (!ofHeaders.every((filter) => headerMatches(filter, record))) return false;
    const isKeyRight = partMatches(record.key, ofKey, decode, keyMatches);
    if (isKeyRight instanceof Promise) {
      return isKeyRight.then((isRight) => isRight && partMatches(record.value, ofValue, decode, valueMatches));
    }
    return isKeyRight && partMatches(record.value, ofValue, decode, valueMatches);
  };
}

function partMatches(
  part: Buffer | null,
  filters: readonly Filter[],
  decode: DecodePart,
  matches: (decoded: DecodedPart) => boolean,
): boolean | Promise<boolean> {
  if (filters.length === 0) return true;
  // A key or value that is not there has nothing, and so no field that is something.
  if (part === null) return filters.every(({ operator }) => operator === 'is-not');
  const decoded = decode(part);
  return decoded instanceof Promise ? decoded.then(matches) : matches(decoded);
}

function headerMatches(filter: Filter, { headers }: KafkaRecord): boolean {
  return headers.some(([name, value]) => name === filter.name && textMatches(filter, value?.toString('utf8') ?? ''));
}

/** Upper and lower case are the same to `contains`, and not to `is`. */
function textMatches({ operator, value }: Pick<Filter, 'operator' | 'value'>, text: string): boolean {
  if (operator === 'exists') return true;
  return operator === 'is' ? text === value : text.toLowerCase().includes(value.toLowerCase());
}

/** What is no JSON has no fields. */
function fieldsMatch(filters: readonly Filter[], text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  return filters.every(({ name, operator, value: wanted }) => valueMatches(fieldOf(value, name), operator, wanted));
}

/** @param path names and positions with dots between; a name may have dots itself. @returns undefined when it is not there */
export function fieldOf(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    if (!Object.hasOwn(value, name)) continue;
    const found = fieldOf((value as Record<string, unknown>)[name], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param value undefined: there is no such field */
export function valueMatches(value: unknown, operator: Operator, wanted: string): boolean {
  if (operator === 'is-not') return !valueMatches(value, 'is', wanted);
  if (value === undefined) return false;
  switch (operator) {
    case 'exists':
      return true;
    case 'is':
      return typeof value === 'number' ? value === numberOf(wanted) : textOf(value) === wanted;
    case 'contains':
      return textOf(value).toLowerCase().includes(wanted.toLowerCase());
    case 'below':
      return compare(value, wanted) < 0;
    case 'above':
      return compare(value, wanted) > 0;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Numbers as numbers, texts by their characters, so that ISO 8601 times are in order; NaN where there is no order. */
function compare(value: unknown, wanted: string): number {
  if (typeof value === 'number') return value - numberOf(wanted);
  if (typeof value !== 'string') return Number.NaN;
  return value < wanted ? -1 : Number(value > wanted);
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
