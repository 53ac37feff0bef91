import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { Registry } from '../registry.ts';
import type { Instance, InstanceStatus } from './instance.ts';

export class Instances extends Registry<Instance> {
  constructor(kept: StateFile<Instance>) {
    super(kept, {
      nameOf: ({ identifier }) => identifier,
      missing: (name) => new AwsError('DBInstanceNotFound', `DBInstance ${name} not found.`, { status: 404 }),
      taken: () => new AwsError('DBInstanceAlreadyExists', 'DB instance already exists'),
    });
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

  /** @returns what it is now; undefined when it is gone */
  change(resourceId: string, changes: Partial<Instance>): Instance | undefined {
    const old = this.byResourceId(resourceId);
    if (!old) return undefined;
    const changed = { ...old, ...changes };
    if (changed.identifier !== old.identifier) this.delete(old);
    this.set(changed);
    return changed;
  }
}
