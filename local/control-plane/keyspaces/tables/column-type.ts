import { identifier } from '../cassandra/cql-text.ts';
import { invalid } from '../errors.ts';

/** A type of CQL, taken apart. */
export interface ColumnType {
  /** In small letters; a user-defined type's is as it was given. */
  readonly name: string;
  readonly userDefined: boolean;
  readonly parameters: readonly ColumnType[];
}

const simple = new Set(
  'ascii bigint blob boolean counter date decimal double float inet int smallint text time timestamp timeuuid tinyint uuid varchar varint'.split(
    ' ',
  ),
);
/** How many types they are made of, at least and at most. */
const composed: Readonly<Record<string, readonly [number, number]>> = {
  ...{ list: [1, 1], set: [1, 1], map: [2, 2], frozen: [1, 1], tuple: [1, 32_768] },
};
/** Types of Apache Cassandra that Keyspaces does not have; no user-defined type can have such a name. */
const missing = new Set(['duration', 'vector', 'empty']);
const maxDepth = 8;

/** @throws AwsError ValidationException */
export function parseColumnType(text: string): ColumnType {
  const tokens = text.match(/"[^"]*"|\w+|[<>,]|\S/g) ?? [];
  let at = 0;

  function read(depth: number, frozen: boolean): ColumnType {
    if (depth > maxDepth) throw invalid(`Type ${text} is nested more than ${maxDepth} levels deep`);
    const token = tokens[at++] ?? '';
    // What is in a tuple is frozen as well.
    const within = frozen || /^(frozen|tuple)$/i.test(token);
    const parameters: ColumnType[] = [];
    if (tokens[at] === '<') {
      do {
        at++;
        parameters.push(read(depth + 1, within));
      } while (tokens[at] === ',');
      if (tokens[at++] !== '>') throw invalid(`Invalid type: ${text}`);
    }
    if (!within && parameters.some(canChangeInParts)) {
      throw invalid(`Non-frozen collections and types are not allowed inside collections: ${text}`);
    }
    return typeOf(token, parameters, text);
  }

  const type = read(0, false);
  if (at !== tokens.length) throw invalid(`Invalid type: ${text}`);
  return type;
}

function typeOf(token: string, parameters: readonly ColumnType[], text: string): ColumnType {
  const name = nameOf(token);
  if (name === undefined) throw invalid(`Invalid type: ${text}`);
  const quoted = token.startsWith('"');
  if (!quoted && missing.has(name)) throw invalid(`Type ${name} is not supported`);
  const userDefined = quoted || !(simple.has(name) || Object.hasOwn(composed, name));
  const [least, most] = userDefined ? [0, 0] : (composed[name] ?? [0, 0]);
  if (parameters.length < least || parameters.length > most) throw invalid(`Invalid type: ${text}`);
  if (parameters.some((inner) => inner.name === 'counter' && !inner.userDefined)) {
    throw invalid(`Counters are not allowed inside collections: ${text}`);
  }
  if (name === 'frozen' && parameters.some((inner) => simple.has(inner.name) && !inner.userDefined)) {
    throw invalid(`frozen<> is only allowed on collections, tuples, and user-defined types: ${text}`);
  }
  return { name, userDefined, parameters };
}

/**
 * The name that CQL makes of what was written: small letters, unless it is in double quotes.
 * @returns undefined when it is no name
 */
export function nameOf(written: string): string | undefined {
  if (/^"\w{1,48}"$/.test(written)) return written.slice(1, -1);
  return /^[a-zA-Z]\w{0,47}$/.test(written) ? written.toLowerCase() : undefined;
}

export function cqlOf({ name, userDefined, parameters }: ColumnType): string {
  if (userDefined) return identifier(name);
  return parameters.length === 0 ? name : `${name}<${parameters.map(cqlOf).join(', ')}>`;
}

/** The user-defined types that it is made of, itself included. */
export function userTypesOf(type: ColumnType): string[] {
  return type.userDefined ? [type.name] : type.parameters.flatMap(userTypesOf);
}

/** Whether a key can be of it. */
export function isKeyType(type: ColumnType): boolean {
  return !canChangeInParts(type) && type.name !== 'counter';
}

/**
 * Whether they are one type to Cassandra, which says text of varchar, and frozen of all that is frozen by where it stands.
 */
export function isSameType(one: ColumnType, other: ColumnType): boolean {
  return canChangeInParts(one) === canChangeInParts(other) && cqlOf(bare(one)) === cqlOf(bare(other));
}

function bare(type: ColumnType): ColumnType {
  const [inner] = type.parameters;
  if (type.name === 'frozen' && inner) return bare(inner);
  const name = type.name === 'varchar' && !type.userDefined ? 'text' : type.name;
  return { ...type, name, parameters: type.parameters.map(bare) };
}

/** As what is not frozen. */
export function canChangeInParts({ name, userDefined }: ColumnType): boolean {
  return userDefined || ['list', 'set', 'map'].includes(name);
}
