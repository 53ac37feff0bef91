import type { Caller } from '../operation.ts';

/** Which all ARNs of the caller's begin with. */
export function ownPrefix({ account, region }: Caller): string {
  return `arn:aws:glue:${region}:${account}:`;
}

export function registryArn(caller: Caller, name: string): string {
  return `${ownPrefix(caller)}registry/${name}`;
}

export function schemaArn(caller: Caller, registry: string, name: string): string {
  return `${ownPrefix(caller)}schema/${registry}/${name}`;
}
