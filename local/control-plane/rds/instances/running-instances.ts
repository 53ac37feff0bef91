import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from '../front/backend.ts';
import type { Front } from '../front/front.ts';
import type { ParameterGroup } from '../parameter-groups/parameter-group.ts';
import { isInSync, type Parameters, parametersOf, reloadedParameters } from '../parameter-groups/parameters.ts';
import { DatabaseServer } from '../server/database-server.ts';
import type { Instance } from './instance.ts';
import { type InstanceFrontOptions, openInstanceFront } from './instance-front.ts';
import type { Instances } from './instances.ts';
import { prepareServer } from './prepare-server.ts';

export interface RunningInstancesOptions extends Pick<InstanceFrontOptions, 'openFront' | 'identity' | 'log'> {
  readonly instances: Instances;
  /** Where the instances' directories are. */
  readonly directory: string;
  readonly stateDir: string;
  /** Where PostgreSQL's programs are. */
  readonly bin: () => Promise<string>;
  readonly isReserved: (port: number) => boolean;
  /** What the data directory of a new instance is a copy of. */
  readonly emptyDataDirectory: () => Promise<string>;
  readonly groupOf: (instance: Instance) => ParameterGroup;
}

interface Running {
  readonly server: DatabaseServer;
  readonly backend: Backend;
  readonly front: Front;
  /** What the server works with. */
  readonly parameters: Parameters;
}

/** The servers that run, each with the front before it. */
export class RunningInstances {
  readonly #options: RunningInstancesOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: RunningInstancesOptions) {
    this.#options = options;
  }

  /** @throws Error when it does not run */
  server({ resourceId, identifier }: Instance): DatabaseServer {
    const running = this.#running.get(resourceId);
    if (running) return running.server;
    throw new Error(`The server of ${identifier} does not run.`);
  }

  backend(resourceId: string): Backend | undefined {
    return this.#running.get(resourceId)?.backend;
  }

  /** The resource ids of those whose server has ended by itself. */
  ended(): string[] {
    return [...this.#running].filter(([, { server }]) => !server.isRunning()).map(([resourceId]) => resourceId);
  }

  /** Ends when clients can connect. */
  async start(instance: Instance): Promise<void> {
    const { instances, groupOf } = this.#options;
    const { resourceId } = instance;
    const server = await this.#serverOf(resourceId, instance.template);
    const parameters = parametersOf(groupOf(instance));
    try {
      const backend = await server.start(parameters);
      await prepareServer(server, instance);
      instances.change(resourceId, { prepared: true, pendingVerifier: undefined });
      const current = () => this.#running.get(resourceId)?.parameters ?? parameters;
      const front = await openInstanceFront(instance, { ...this.#options, server, backend, parameters: current });
      this.#running.set(resourceId, { server, backend, front, parameters });
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Takes over what its parameter group says, as far as that needs no new start. Does nothing when it does not run. */
  async reload(instance: Instance): Promise<void> {
    const running = this.#running.get(instance.resourceId);
    if (!running) return;
    const parameters = reloadedParameters(this.#options.groupOf(instance), running.parameters);
    await running.server.reload(parameters);
    this.#running.set(instance.resourceId, { ...running, parameters });
  }

  /** Whether it does all that its parameter group says; one that does not run will. */
  isInSync(instance: Instance): boolean {
    const running = this.#running.get(instance.resourceId);
    return !running || isInSync(this.#options.groupOf(instance), running.parameters);
  }

  /** Does nothing when it does not run. */
  async stop(resourceId: string): Promise<void> {
    const running = this.#running.get(resourceId);
    this.#running.delete(resourceId);
    await running?.front.close();
    await (running?.server ?? (await this.#serverOf(resourceId))).stop();
  }

  /** Copies its data of one moment, in which it does not run. */
  async copyData(instance: Instance, directory: string): Promise<void> {
    const wasRunning = this.#running.has(instance.resourceId);
    await this.stop(instance.resourceId);
    await (await this.#serverOf(instance.resourceId)).copyTo(directory);
    if (wasRunning) await this.start(instance);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((resourceId) => this.stop(resourceId)));
  }

  /** With its data. */
  async delete(resourceId: string): Promise<void> {
    await this.stop(resourceId);
    await (await this.#serverOf(resourceId)).delete();
    await rm(this.#directoryOf(resourceId), { recursive: true, force: true });
  }

  async #serverOf(resourceId: string, template?: string): Promise<DatabaseServer> {
    const { stateDir, bin, isReserved, emptyDataDirectory } = this.#options;
    const directory = this.#directoryOf(resourceId);
    const copied = async () => template ?? (await emptyDataDirectory());
    return new DatabaseServer({ id: resourceId, directory, template: copied, stateDir, bin: await bin(), isReserved });
  }

  #directoryOf(resourceId: string): string {
    return join(this.#options.directory, resourceId);
  }
}
