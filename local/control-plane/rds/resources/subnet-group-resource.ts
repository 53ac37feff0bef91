import { type Call, unlessMissing } from '../../calls.ts';
import type { Properties, ResourceType } from '../../resource.ts';
import type { SubnetGroups } from '../subnet-groups/subnet-groups.ts';
import { generatedIdentifier } from './template-values.ts';

interface SubnetGroupResourceOptions {
  readonly call: Call;
  readonly subnetGroups: SubnetGroups;
}

/** AWS::RDS::DBSubnetGroup */
export function subnetGroupResource({ call, subnetGroups: groups }: SubnetGroupResourceOptions): ResourceType {
  return {
    nameOf: ({ DBSubnetGroupName }) => DBSubnetGroupName?.toLowerCase(),

    async create(properties, place) {
      const name: string = (properties.DBSubnetGroupName ?? generatedIdentifier(place, 255)).toLowerCase();
      await call('CreateDBSubnetGroup', requestOf(properties, name), place);
      return { ...properties, DBSubnetGroupName: name, PhysicalResourceId: name };
    },

    async update(properties, { PhysicalResourceId: name }, place) {
      await call('ModifyDBSubnetGroup', requestOf(properties, name), place);
      groups.set({ ...groups.find(place, name), tags: properties.Tags ?? [] });
      return { ...properties, DBSubnetGroupName: name, PhysicalResourceId: name };
    },

    async delete({ PhysicalResourceId: name }, place) {
      await call('DeleteDBSubnetGroup', { DBSubnetGroupName: name }, place).catch(unlessMissing);
    },
  };
}

function requestOf({ DBSubnetGroupDescription, SubnetIds, Tags }: Properties, DBSubnetGroupName: string) {
  return { DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds, Tags };
}
