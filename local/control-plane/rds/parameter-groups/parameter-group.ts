import type { Tag } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';

export type ApplyMethod = 'immediate' | 'pending-reboot';

export interface ParameterValue {
  readonly value: string;
  readonly applyMethod: ApplyMethod;
}

export interface ParameterGroup extends Caller {
  readonly name: string;
  /** Such as postgres18. */
  readonly family: string;
  readonly description: string;
  /** Those that somebody has set, by name. */
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly tags: readonly Tag[];
}

export function parameterGroupArn({
  account,
  region,
  name,
}: Pick<ParameterGroup, 'account' | 'region' | 'name'>): string {
  return `arn:aws:rds:${region}:${account}:pg:${name}`;
}
