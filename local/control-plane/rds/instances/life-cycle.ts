import type { BackgroundWork } from '../../background-work.ts';
import type { Instance, InstanceStatus } from './instance.ts';
import type { Instances } from './instances.ts';
import type { RunningInstances } from './running-instances.ts';

export interface LifeCycleOptions {
  readonly instances: Instances;
  readonly runningInstances: RunningInstances;
  readonly work: BackgroundWork;
  /** What else goes with an instance, such as its secret. */
  readonly onDeleted: (instance: Instance) => Promise<void>;
  readonly log: (line: string) => void;
}

/** What an instance does while its state says so; each call returns at once. */
export class LifeCycle {
  readonly #options: LifeCycleOptions;

  constructor(options: LifeCycleOptions) {
    this.#options = options;
  }

  /** The first start, and every other one. */
  start(instance: Instance, status: InstanceStatus): Instance {
    return this.#change(instance, status, 'available', (current) => this.#options.runningInstances.start(current));
  }

  stop(instance: Instance): Instance {
    return this.#change(instance, 'stopping', 'stopped', () =>
      this.#options.runningInstances.stop(instance.resourceId),
    );
  }

  reboot(instance: Instance): Instance {
    return this.#change(instance, 'rebooting', 'available', async (current) => {
      await this.#options.runningInstances.stop(instance.resourceId);
      await this.#options.runningInstances.start(current);
    });
  }

  /** Starts those again whose server has ended by itself. */
  restartEnded(): void {
    const { instances, runningInstances, log } = this.#options;
    for (const resourceId of runningInstances.ended()) {
      const instance = instances.byResourceId(resourceId);
      if (instance?.status !== 'available') continue;
      log(`The server of ${instance.identifier} has ended: it is started again.`);
      this.reboot(instance);
    }
  }

  modify(instance: Instance, job: (instance: Instance) => Promise<void>): Instance {
    return this.#change(instance, 'modifying', 'available', job);
  }

  backUp(instance: Instance, job: (instance: Instance) => Promise<void>): Instance {
    return this.#change(instance, 'backing-up', instance.status, job);
  }

  /** @param before is done first, such as a last snapshot */
  delete(instance: Instance, before: (instance: Instance) => Promise<void> = async () => {}): Instance {
    const { instances, runningInstances, onDeleted } = this.#options;
    return this.#change(instance, 'deleting', 'deleting', async (current) => {
      await before(current);
      await runningInstances.delete(current.resourceId);
      await onDeleted(current);
      instances.delete(current);
    });
  }

  /** Goes on with what was under way when the control plane ended, and starts what ran. */
  resume(): void {
    for (const instance of this.#options.instances.all()) this.#resume(instance);
  }

  #resume(instance: Instance): void {
    switch (instance.status) {
      case 'deleting':
        this.delete(instance);
        return;
      case 'stopped':
      case 'stopping':
        this.stop(instance);
        return;
      default:
        this.start(instance, instance.prepared ? 'starting' : 'creating');
    }
  }

  #change(
    { resourceId }: Instance,
    during: InstanceStatus,
    after: InstanceStatus,
    job: (instance: Instance) => Promise<void>,
  ): Instance {
    const { instances, work, log } = this.#options;
    const changed = instances.change(resourceId, { status: during, failure: undefined }) as Instance;
    work.add(resourceId, async () => {
      const current = instances.byResourceId(resourceId);
      if (!current) return;
      // Something else may have been begun meanwhile, such as its deletion, which is told then.
      const end = (status: InstanceStatus, failure?: string) => {
        if (instances.byResourceId(resourceId)?.status === during) instances.change(resourceId, { status, failure });
      };
      try {
        await job(current);
        end(after);
      } catch (error) {
        const failure = (error as Error).message;
        log(`${current.identifier} failed while ${during}: ${(error as Error).stack}`);
        end(failedStatus(failure), failure);
      }
    });
    return changed;
  }
}

function failedStatus(failure: string): InstanceStatus {
  return /postgresql\.conf" contains errors|invalid value for parameter/.test(failure)
    ? 'incompatible-parameters'
    : 'failed';
}
