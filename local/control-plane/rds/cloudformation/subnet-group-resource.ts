import type { Operations } from '../../operation.ts';
import type { Properties, ResourceType } from '../../resource.ts';
import type { SubnetGroups } from '../subnet-groups/subnet-groups.ts';
import { call, generatedIdentifier, ignoringMissing } from './template-values.ts';

interface SubnetGroupResourceOptions {
  readonly operations: Operations;
  readonly subnetGroups: SubnetGroups;
}

/** AWS::RDS::DBSubnetGroup */
export function subnetGroupResource({ operations, subnetGroups: groups }: SubnetGroupResourceOptions): ResourceType {
  return {
    nameOf: ({ DBSubnetGroupName }) => DBSubnetGroupName?.toLowerCase(),

    async create(properties, place) {
      const name: string = (properties.DBSubnetGroupName ?? generatedIdentifier(place, 255)).toLowerCase();
      await call(operations, 'CreateDBSubnetGroup', requestOf(properties, name), place);
      return { ...properties, DBSubnetGroupName: name, PhysicalResourceId: name };
    },

    async update(properties, { PhysicalResourceId: name }, place) {
      await call(operations, 'ModifyDBSubnetGroup', requestOf(properties, name), place);
      groups.set({ ...groups.find(place, name), tags: properties.Tags ?? [] });
      return { ...properties, DBSubnetGroupName: name, PhysicalResourceId: name };
    },

    delete: ({ PhysicalResourceId: name }, place) =>
      ignoringMissing(() => call(operations, 'DeleteDBSubnetGroup', { DBSubnetGroupName: name }, place)),
  };
}

function requestOf({ DBSubnetGroupDescription, SubnetIds, Tags }: Properties, DBSubnetGroupName: string) {
  return { DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds, Tags };
}
