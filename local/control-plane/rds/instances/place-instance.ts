import type { Caller } from '../../operation.ts';
import type { Network, Placement } from '../network.ts';
import type { SubnetGroups } from '../subnet-groups/subnet-groups.ts';

export interface PlacementOptions {
  readonly subnetGroups: SubnetGroups;
  readonly network: Network;
}

interface Asked {
  readonly DBSubnetGroupName?: string;
  readonly VpcSecurityGroupIds?: readonly string[];
}

/** The name of what an instance is in that names no subnet group: the default VPC. */
const defaultGroup = 'default';

/** @throws AwsError when there are not the subnets or the security groups */
export async function placeInstance(
  { DBSubnetGroupName, VpcSecurityGroupIds = [] }: Asked,
  caller: Caller,
  { subnetGroups, network }: PlacementOptions,
): Promise<Placement> {
  const subnetGroup = DBSubnetGroupName?.toLowerCase() || defaultGroup;
  const isDefault = subnetGroup === defaultGroup;
  const vpc = isDefault ? await network.defaultSubnets(caller) : subnetGroups.find(caller, subnetGroup);
  const { vpcId, subnets } = vpc;
  const securityGroups = await network.securityGroups(VpcSecurityGroupIds, vpcId, caller);
  return { subnetGroup, vpcId, subnets, securityGroups };
}

/** Where it is after a change; what the change does not name stays, as long as it is in the same VPC. */
export async function replaceInstance(
  asked: Asked,
  old: Placement,
  caller: Caller,
  options: PlacementOptions,
): Promise<Placement> {
  const { DBSubnetGroupName = old.subnetGroup, VpcSecurityGroupIds } = asked;
  if (asked.DBSubnetGroupName === undefined && VpcSecurityGroupIds === undefined) return old;
  const moved = await placeInstance({ DBSubnetGroupName, VpcSecurityGroupIds }, caller, options);
  const stays = VpcSecurityGroupIds === undefined && moved.vpcId === old.vpcId;
  return stays ? { ...moved, securityGroups: old.securityGroups } : moved;
}
