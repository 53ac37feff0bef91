import type {
  CreateDBSubnetGroupMessage,
  DBSubnetGroup,
  DeleteDBSubnetGroupMessage,
  DescribeDBSubnetGroupsMessage,
  ModifyDBSubnetGroupMessage,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operations } from '../../operation.ts';
import { invalid } from '../errors.ts';
import { matches } from '../filters.ts';
import type { Instances } from '../instances/instances.ts';
import type { Network, Vpc } from '../network.ts';
import { pageOf } from '../paging.ts';
import { required } from '../rules.ts';
import { type SubnetGroup, type SubnetGroups, subnetGroupArn } from './subnet-groups.ts';

interface SubnetGroupOptions {
  readonly subnetGroups: SubnetGroups;
  readonly instances: Instances;
  readonly network: Network;
}

export function subnetGroupOperations({ subnetGroups: groups, instances, network }: SubnetGroupOptions): Operations {
  const isUsed = ({ name, ...caller }: SubnetGroup) =>
    instances.list(caller).some(({ placement }) => placement.subnetGroup === name);
  return {
    async CreateDBSubnetGroup(request: CreateDBSubnetGroupMessage, caller: Caller) {
      const name = requireName(request.DBSubnetGroupName);
      const description = required('DBSubnetGroupDescription', request.DBSubnetGroupDescription);
      groups.requireNew(caller, name);
      const vpc = await coveringSubnets(request.SubnetIds, network, caller);
      const group = { ...caller, name, description, ...vpc, tags: request.Tags ?? [] };
      groups.set(group);
      return { DBSubnetGroup: describe(group) };
    },

    DescribeDBSubnetGroups(request: DescribeDBSubnetGroupsMessage, caller: Caller) {
      const asked = groups.asked(caller, request.DBSubnetGroupName);
      const found = asked.filter(() => matches(request.Filters, {}));
      const { items, ...next } = pageOf(found, (group) => group.name, request);
      return { DBSubnetGroups: items.map(describe), ...next };
    },

    async ModifyDBSubnetGroup(request: ModifyDBSubnetGroupMessage, caller: Caller) {
      const old = groups.find(caller, request.DBSubnetGroupName);
      const vpc = await coveringSubnets(request.SubnetIds, network, caller);
      const group = { ...old, ...vpc, description: request.DBSubnetGroupDescription ?? old.description };
      groups.set(group);
      return { DBSubnetGroup: describe(group) };
    },

    DeleteDBSubnetGroup(request: DeleteDBSubnetGroupMessage, caller: Caller) {
      const group = groups.find(caller, request.DBSubnetGroupName);
      if (isUsed(group)) {
        const message = `Cannot delete the subnet group '${group.name}' because at least one database instance is still using it.`;
        throw new AwsError('InvalidDBSubnetGroupStateFault', message);
      }
      groups.delete(group);
      return {};
    },
  };
}

export function describe(group: SubnetGroup): DBSubnetGroup {
  return {
    ...describeVpc(group),
    DBSubnetGroupDescription: group.description,
    DBSubnetGroupArn: subnetGroupArn(group),
  };
}

/** As an instance tells it, which may be in the default VPC without a group of somebody's own. */
export function describeVpc({ name, vpcId, subnets }: Vpc & { readonly name: string }): DBSubnetGroup {
  return {
    DBSubnetGroupName: name,
    VpcId: vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: subnets.map(({ id, zone }) => ({
      SubnetIdentifier: id,
      SubnetAvailabilityZone: { Name: zone },
      SubnetStatus: 'Active',
    })),
    SupportedNetworkTypes: ['IPV4'],
  };
}

async function coveringSubnets(ids: readonly string[] = [], network: Network, caller: Caller): Promise<Vpc> {
  if (ids.length === 0) throw invalid('The parameter SubnetIds must be provided and must not be blank.');
  const vpc = await network.subnets(ids, caller);
  const zones = [...new Set(vpc.subnets.map(({ zone }) => zone))].sort();
  if (zones.length > 1) return vpc;
  throw new AwsError(
    'DBSubnetGroupDoesNotCoverEnoughAZs',
    `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(', ')}. Add subnets to cover at least 2 AZs.`,
  );
}

function requireName(asked: string | undefined): string {
  const name = required('DBSubnetGroupName', asked).toLowerCase();
  if (name !== 'default' && /^[a-z0-9. _-]{1,255}$/.test(name)) return name;
  throw invalid(
    'The parameter DBSubnetGroupName is not a valid name: it must contain no more than 255 letters, numbers, periods, underscores, spaces, or hyphens, and must not be default.',
  );
}
