import type { Tag } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { Vpc } from '../network.ts';
import { Registry } from '../registry.ts';

export interface SubnetGroup extends Caller, Vpc {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly Tag[];
}

export function subnetGroupArn({ account, region, name }: Pick<SubnetGroup, 'account' | 'region' | 'name'>): string {
  return `arn:aws:rds:${region}:${account}:subgrp:${name}`;
}

export class SubnetGroups extends Registry<SubnetGroup> {
  constructor(kept: StateFile<SubnetGroup>) {
    super(kept, {
      nameOf: ({ name }) => name,
      missing: (name) =>
        new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, { status: 404 }),
      taken: (name) => new AwsError('DBSubnetGroupAlreadyExists', `The DB subnet group '${name}' already exists.`),
    });
  }
}
