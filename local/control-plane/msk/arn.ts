import { randomInt, randomUUID } from 'node:crypto';
import type { Caller } from '../operation.ts';
import { badRequest } from './errors.ts';

export type ArnKind = 'cluster' | 'configuration';

const name = '[0-9A-Za-z][0-9A-Za-z-]*';
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-z]+';

export function newArn(kind: ArnKind, { account, region }: Caller, ofName: string): string {
  return `arn:aws:kafka:${region}:${account}:${kind}/${ofName}/${randomUUID()}-${randomInt(1, 26)}`;
}

/** Of what belongs to a cluster: `cluster-operation` and `topic` say what, `last` says which. */
export function partArn(kind: 'cluster-operation' | 'topic', clusterArn: string, last: string): string {
  return `${clusterArn.replace(':cluster/', `:${kind}/`)}/${last}`;
}

/** Whether the thing is one of the caller's account and Region. */
export function isOwn(arn: string, { account, region }: Caller): boolean {
  return arn.startsWith(`arn:aws:kafka:${region}:${account}:`);
}

/** @throws AwsError BadRequestException when the text is not the ARN of such a thing of the caller */
export function requireArn(kind: ArnKind | 'cluster-operation', text: string | undefined, caller: Caller): string {
  const { account, region } = caller;
  const last = kind === 'cluster-operation' ? `/${id.replace('-[0-9a-z]+', '')}` : '';
  const pattern = new RegExp(`^arn:aws:kafka:${region}:${account}:${kind}/${name}/${id}${last}$`);
  if (text === undefined || !pattern.test(text)) throw badRequest('One or more of the parameters are not valid.');
  return text;
}
