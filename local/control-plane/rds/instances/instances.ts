import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { Instance, InstanceStatus } from './instance.ts';

/** The instances of all accounts and Regions. */
export class Instances {
  readonly #kept: StateFile<Instance>;

  constructor(kept: StateFile<Instance>) {
    this.#kept = kept;
  }

  get({ account, region }: Caller, identifier: string): Instance | undefined {
    return this.#kept.get(keyOf({ account, region, identifier: identifier.toLowerCase() }));
  }

  /** @throws AwsError DBInstanceNotFound */
  find(caller: Caller, identifier = ''): Instance {
    const instance = this.get(caller, identifier);
    if (instance) return instance;
    throw new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, { status: 404 });
  }

  /** @throws AwsError InvalidDBInstanceState unless its state is one of these */
  findIn(states: readonly InstanceStatus[], caller: Caller, identifier?: string): Instance {
    const instance = this.find(caller, identifier);
    if (states.includes(instance.status)) return instance;
    throw new AwsError(
      'InvalidDBInstanceState',
      `Instance ${instance.identifier} is not in ${states.join(' or ')} state: it is ${instance.status}.`,
    );
  }

  byResourceId(resourceId: string): Instance | undefined {
    return this.all().find((one) => one.resourceId === resourceId);
  }

  all(): Instance[] {
    return this.#kept.all();
  }

  /** Those of the account and Region, by identifier. */
  list({ account, region }: Caller): Instance[] {
    return this.all()
      .filter((one) => one.account === account && one.region === region)
      .sort((one, other) => (one.identifier < other.identifier ? -1 : 1));
  }

  set(instance: Instance): void {
    this.#kept.set(keyOf(instance), instance);
  }

  /** @returns what it is now; undefined when it is gone */
  change(resourceId: string, changes: Partial<Instance>): Instance | undefined {
    const old = this.byResourceId(resourceId);
    if (!old) return undefined;
    const changed = { ...old, ...changes };
    if (keyOf(changed) !== keyOf(old)) this.#kept.delete(keyOf(old));
    this.set(changed);
    return changed;
  }

  delete(instance: Instance): void {
    this.#kept.delete(keyOf(instance));
  }
}

function keyOf({ account, region, identifier }: Pick<Instance, 'account' | 'region' | 'identifier'>): string {
  return [account, region, identifier].join(' ');
}
