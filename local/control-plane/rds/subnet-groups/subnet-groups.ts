import type { Tag } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { Vpc } from '../network.ts';

export interface SubnetGroup extends Caller, Vpc {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly Tag[];
}

export function subnetGroupArn({ account, region, name }: Pick<SubnetGroup, 'account' | 'region' | 'name'>): string {
  return `arn:aws:rds:${region}:${account}:subgrp:${name}`;
}

/** The DB subnet groups of all accounts and Regions. */
export class SubnetGroups {
  readonly #made: StateFile<SubnetGroup>;

  constructor(made: StateFile<SubnetGroup>) {
    this.#made = made;
  }

  get({ account, region }: Caller, name: string): SubnetGroup | undefined {
    return this.#made.get(keyOf({ account, region, name: name.toLowerCase() }));
  }

  /** @throws AwsError DBSubnetGroupNotFoundFault */
  find(caller: Caller, name = ''): SubnetGroup {
    const group = this.get(caller, name);
    if (group) return group;
    throw new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, { status: 404 });
  }

  list({ account, region }: Caller): SubnetGroup[] {
    return this.#made
      .all()
      .filter((one) => one.account === account && one.region === region)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  set(group: SubnetGroup): void {
    this.#made.set(keyOf(group), group);
  }

  delete(group: SubnetGroup): void {
    this.#made.delete(keyOf(group));
  }
}

function keyOf({ account, region, name }: Pick<SubnetGroup, 'account' | 'region' | 'name'>): string {
  return [account, region, name].join(' ');
}
