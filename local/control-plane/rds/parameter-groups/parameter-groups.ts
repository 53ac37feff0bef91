import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { families, familyOf } from '../engine-versions.ts';
import { invalidCombination } from '../errors.ts';
import { Registry } from '../registry.ts';
import type { ParameterGroup } from './parameter-group.ts';

/** With those that are there without anybody making them. */
export class ParameterGroups extends Registry<ParameterGroup> {
  constructor(made: StateFile<ParameterGroup>) {
    super(made, {
      nameOf: ({ name }) => name,
      missing: (name) =>
        new AwsError('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, { status: 404 }),
      taken: (name) => new AwsError('DBParameterGroupAlreadyExists', `Parameter group ${name} already exists`),
    });
  }

  override get(caller: Caller, name: string): ParameterGroup | undefined {
    return super.get(caller, name) ?? defaultGroups(caller).find((group) => group.name === name.toLowerCase());
  }

  override list(caller: Caller): ParameterGroup[] {
    return [...super.list(caller), ...defaultGroups(caller)].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The group that an instance is to have. @throws AwsError when it is for another version */
  forVersion(version: string, caller: Caller, name = `default.${familyOf(version)}`): ParameterGroup {
    const group = this.find(caller, name);
    const family = familyOf(version);
    if (group.family === family) return group;
    throw invalidCombination(
      `The parameter group ${group.name} with DBParameterGroupFamily ${group.family} cannot be used for this instance. Please use a parameter group with DBParameterGroupFamily ${family}`,
    );
  }
}

export function isDefault({ name }: ParameterGroup): boolean {
  return name.startsWith('default.');
}

function defaultGroups({ account, region }: Caller): ParameterGroup[] {
  return families.map((family) => ({
    ...{ account, region, name: `default.${family}`, family },
    description: `Default parameter group for ${family}`,
    values: {},
    tags: [],
  }));
}
