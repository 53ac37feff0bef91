import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { families, familyOf } from '../engine-versions.ts';
import { invalidCombination } from '../rules.ts';
import type { ParameterGroup } from './parameter-group.ts';

/** The parameter groups of all accounts and Regions, with those that are there without anybody making them. */
export class ParameterGroups {
  readonly #made: StateFile<ParameterGroup>;

  constructor(made: StateFile<ParameterGroup>) {
    this.#made = made;
  }

  /** @throws AwsError DBParameterGroupNotFound */
  find(caller: Caller, name = ''): ParameterGroup {
    const group = this.get(caller, name);
    if (group) return group;
    throw new AwsError('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, { status: 404 });
  }

  get({ account, region }: Caller, name: string): ParameterGroup | undefined {
    const lower = name.toLowerCase();
    return this.#made.get(keyOf({ account, region, name: lower })) ?? defaultGroup(lower, { account, region });
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

  list(caller: Caller): ParameterGroup[] {
    const { account, region } = caller;
    const made = this.#made.all().filter((one) => one.account === account && one.region === region);
    const standing = families.flatMap((family) => defaultGroup(`default.${family}`, { account, region }) ?? []);
    return [...made, ...standing].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  set(group: ParameterGroup): void {
    this.#made.set(keyOf(group), group);
  }

  delete(group: ParameterGroup): void {
    this.#made.delete(keyOf(group));
  }
}

export function isDefault({ name }: ParameterGroup): boolean {
  return name.startsWith('default.');
}

function defaultGroup(name: string, caller: Caller): ParameterGroup | undefined {
  const family = families.find((one) => name === `default.${one}`);
  if (family === undefined) return undefined;
  return { ...caller, name, family, description: `Default parameter group for ${family}`, values: {}, tags: [] };
}

function keyOf({ account, region, name }: Pick<ParameterGroup, 'account' | 'region' | 'name'>): string {
  return [account, region, name].join(' ');
}
