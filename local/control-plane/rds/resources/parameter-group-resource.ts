import type { BackgroundWork } from '../../background-work.ts';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Place, Properties, ResourceType } from '../../resource.ts';
import { invalidCombination } from '../errors.ts';
import type { Catalog } from '../parameter-groups/catalog.ts';
import type { ParameterGroups } from '../parameter-groups/parameter-groups.ts';
import { generatedIdentifier } from './template-values.ts';

interface ParameterGroupResourceOptions {
  readonly call: Call;
  readonly parameterGroups: ParameterGroups;
  readonly catalog: () => Promise<Catalog>;
  readonly work: BackgroundWork;
}

/** AWS::RDS::DBParameterGroup */
export function parameterGroupResource(options: ParameterGroupResourceOptions): ResourceType {
  const { call, parameterGroups, catalog, work } = options;
  /** Static parameters wait for a reboot, as with CloudFormation on AWS. */
  const setParameters = async (name: string, wanted: Properties, place: Place): Promise<void> => {
    const known = await catalog();
    const Parameters = Object.entries(wanted).map(([ParameterName, value]) => ({
      ParameterName,
      ParameterValue: String(value),
      ApplyMethod: known.get(ParameterName)?.applyType === 'static' ? 'pending-reboot' : 'immediate',
    }));
    const request = { DBParameterGroupName: name };
    const unwanted = Object.keys(parameterGroups.find(place, name).values).filter((one) => !(one in wanted));
    for (let at = 0; at < Parameters.length; at += 20) {
      const part = Parameters.slice(at, at + 20);
      await call('ModifyDBParameterGroup', { ...request, Parameters: part }, place);
    }
    for (const ParameterName of unwanted) {
      await call('ResetDBParameterGroup', { ...request, Parameters: [{ ParameterName }] }, place);
    }
    await work.allSettled();
  };
  const modelOf = (properties: Properties, name: string): Model => ({
    ...properties,
    DBParameterGroupName: name,
    PhysicalResourceId: name,
  });
  const remove = async (name: string, place: Place): Promise<void> => {
    await call('DeleteDBParameterGroup', { DBParameterGroupName: name }, place).catch(unlessMissing);
  };
  return {
    nameOf: ({ DBParameterGroupName }) => DBParameterGroupName?.toLowerCase(),

    async create(properties, place) {
      const { Description, Family: DBParameterGroupFamily, Tags, Parameters = {} } = properties;
      const name: string = (properties.DBParameterGroupName ?? generatedIdentifier(place, 255)).toLowerCase();
      const request = { DBParameterGroupName: name, Description, DBParameterGroupFamily, Tags };
      await call('CreateDBParameterGroup', request, place);
      try {
        await setParameters(name, Parameters, place);
      } catch (error) {
        await remove(name, place);
        throw error;
      }
      return modelOf(properties, name);
    },

    async update(properties, { PhysicalResourceId: name }, place) {
      const { family } = parameterGroups.find(place, name);
      if (family !== properties.Family) {
        throw invalidCombination(
          `Family cannot be changed from ${family} to ${properties.Family}: delete ${name} first.`,
        );
      }
      await setParameters(name, properties.Parameters ?? {}, place);
      parameterGroups.set({ ...parameterGroups.find(place, name), tags: properties.Tags ?? [] });
      return modelOf(properties, name);
    },

    delete: ({ PhysicalResourceId: name }, place) => remove(name, place),
  };
}
