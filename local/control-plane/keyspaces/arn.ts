import type { Caller } from '../operation.ts';
import { invalid } from './errors.ts';
import { requireText } from './rules.ts';

/** A keyspace, or a table in it. */
export interface Resource {
  readonly keyspace: string;
  readonly table?: string;
}

export function keyspaceArn({ account, region }: Caller, keyspace: string): string {
  return `arn:aws:cassandra:${region}:${account}:/keyspace/${keyspace}/`;
}

export function tableArn(caller: Caller, keyspace: string, table: string): string {
  return `${keyspaceArn(caller, keyspace)}table/${table}`;
}

/** @throws AwsError ValidationException for what is no keyspace or table of the caller's */
export function resourceOf({ account, region }: Caller, arn: unknown): Resource {
  const text = requireText('resourceArn', arn, { min: 20, max: 1000 });
  const [, keyspace, table] = /:\/keyspace\/(\w{1,48})\/?(?:table\/(\w{1,48}))?$/.exec(text) ?? [];
  const own = `arn:aws:cassandra:${region}:${account}:/keyspace/`;
  if (keyspace === undefined || !text.startsWith(own)) throw invalid(`Invalid resource ARN: ${text}`);
  return { keyspace, ...(table !== undefined && { table }) };
}
