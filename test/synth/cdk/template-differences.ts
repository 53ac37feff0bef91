export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The account and Region that CloudFormation would put in, and the partition of that Region. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** A template as CloudFormation reads it in one account and Region: their names as text, and joined text as one. */
export function inEnvironment(template: Json, { account, region }: Environment): Json {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
  };
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const resolved = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    const { Ref, 'Fn::Join': join, 'Fn::Sub': sub } = resolved;
    if (typeof Ref === 'string' && Ref in pseudo) return pseudo[Ref] as string;
    if (Array.isArray(join)) return joined(join as [string, readonly Json[]]);
    if (typeof sub === 'string') return sub.replace(/\$\{(AWS::\w+)\}/g, (text, name) => pseudo[name] ?? text);
    return withoutOrder(resolved);
  };
  return resolve(template);
}

/** The paths at which two templates differ. */
export function differencesBetween(one: Json | undefined, other: Json | undefined, path = ''): string[] {
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differencesBetween(one[key], other[key], path ? `${path}.${key}` : key));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}

interface Tag {
  readonly [key: string]: Json;
  readonly Key: string;
  readonly Value: string;
}

/** Where an order means nothing, what is added is a difference, and what stands behind it is none. */
function withoutOrder(value: Record<string, Json>): Json {
  const { Tags, Statement } = value;
  return {
    ...value,
    ...(Array.isArray(Tags) && { Tags: byKey(Tags as readonly Tag[]) }),
    ...(Array.isArray(Statement) && { Statement: byActions(Statement) }),
  };
}

function byKey(tags: readonly Tag[]): Json {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function byActions(statements: readonly Json[]): Json {
  const grouped: Record<string, Json[]> = {};
  for (const statement of statements) {
    const actions = isObject(statement) ? [statement.Action ?? []].flat().join(' ') : '';
    grouped[actions] = [...(grouped[actions] ?? []), statement];
  }
  return grouped;
}

/** Neighbouring texts become one, as those of a resolved reference and the text around it. */
function joined([delimiter, parts]: readonly [string, readonly Json[]]): Json {
  const texts: Json[] = [];
  for (const [index, part] of parts.entries()) {
    for (const piece of index === 0 ? [part] : [delimiter, part]) {
      const last = texts.at(-1);
      if (typeof piece === 'string' && typeof last === 'string') texts.splice(-1, 1, last + piece);
      else texts.push(piece);
    }
  }
  return texts.length === 1 ? (texts[0] as Json) : { 'Fn::Join': ['', texts.filter((text) => text !== '')] };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}
