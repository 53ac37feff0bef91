import { join } from 'node:path';
import { once } from '../control-plane/once.ts';
import { requireFreePort } from '../processes/ports.ts';
import { untilReady } from '../processes/until-ready.ts';
import type { Stage } from '../progress.ts';
import { pipelineServices } from '../services/all-services.ts';
import { readCredentials } from '../services/credentials.ts';
import type { ServiceContext } from '../services/service.ts';
import type { Settings } from '../settings.ts';
import type { ServiceStatus } from '../stack.ts';
import { copyDatabases, copyLogins } from './copies.ts';
import { requireDocker, run } from './docker.ts';
import { describeStartFailure } from './failures.ts';
import { imagesStage } from './images.ts';
import { memoryOf } from './memory.ts';
import { ComposeProject } from './project.ts';

const upMs = 600_000;
const stopMs = 120_000;
const lookAtContainers = 'Look at docker ps.';

/** The settings by which programs outside the containers reach what is in them. */
export function outsideContainers(settings: Settings): Settings {
  return Object.freeze({ ...settings, stateDir: join(settings.stateDir, 'docker'), containers: 'outside' });
}

/** The services of the pipeline as containers of docker-compose.yml. */
export class ContainerStack {
  readonly settings: Settings;
  readonly project: ComposeProject;
  /** Asked once, by whoever needs it first. */
  readonly requireDocker = once(() => requireDocker());

  /** @param settings of this side: see `outsideContainers` */
  constructor(settings: Settings) {
    this.settings = settings;
    this.project = new ComposeProject(settings);
  }

  /** @throws StartError when a port of a service that is not running yet is taken. */
  async requireFreePorts(): Promise<void> {
    const running = await this.running();
    for (const service of pipelineServices.filter(({ name }) => !running.has(name))) {
      // The others are inside the containers only.
      const published = service.ports.filter((port) => port !== 'kafkaController' && port !== 'cassandraStorage');
      for (const port of published) await requireFreePort(service.name, port, this.settings.ports[port]);
    }
  }

  /** The names of the services that run. */
  async running(): Promise<Set<string>> {
    const containers = await this.project.containers();
    return new Set(containers.filter(({ state }) => state === 'running').map(({ service }) => service));
  }

  installStage(): Stage {
    return imagesStage(this.project, this.requireDocker);
  }

  startStage(signal: AbortSignal): Stage {
    // All at once, with the first step.
    const up = once(() => this.#up());
    return {
      title: 'start',
      steps: pipelineServices.map((service) => ({
        title: `Starting ${service.name}`,
        run: async () => {
          await up();
          const ready = () => service.ready(this.#context());
          await untilReady({ name: service.name, ready, timeoutMs: service.startTimeoutMs, signal });
          return 'running';
        },
      })),
    };
  }

  async #up(): Promise<void> {
    const remedy = 'See npm run logs -- <service>.';
    try {
      await this.project.work(['up', '--detach', '--no-build', '--pull=never'], { timeoutMs: upMs, remedy });
    } catch (error) {
      throw await describeStartFailure(this.project, error as Error);
    }
    await copyLogins(this.project, this.settings.stateDir);
  }

  /** Stops some of the services, and leaves their containers. */
  async stopOnly(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.project.work(['stop', ...names], { timeoutMs: stopMs, remedy: lookAtContainers });
  }

  /** @returns the names of the services that were stopped; their data stay */
  async stop(report: (line: string) => void): Promise<string[]> {
    const running = [...(await this.running())];
    await this.#down([]);
    for (const name of running) report(`${name} stopped`);
    return running;
  }

  /** Stops all and deletes their data. */
  async delete(): Promise<void> {
    await this.#down(['--volumes']);
  }

  /** LocalStack takes its functions' containers with it, but not when it is killed; the network would stay with them. */
  async #removeFunctions(): Promise<void> {
    const label = `label=localstack.function-of=${this.project.name}-localstack-1`;
    const left = (await run('docker', ['ps', '--all', '--quiet', `--filter=${label}`])).split('\n').filter(Boolean);
    if (left.length > 0) await run('docker', ['rm', '--force', '--volumes', ...left]);
  }

  async #down(options: readonly string[]): Promise<void> {
    const limits = { timeoutMs: stopMs, remedy: lookAtContainers };
    await this.project.work(['stop'], limits);
    await this.#removeFunctions();
    await this.project.work(['--profile=*', 'down', '--remove-orphans', ...options], limits);
  }

  async status(): Promise<ServiceStatus[]> {
    await copyDatabases(this.project, this.settings.stateDir);
    const containers = new Map((await this.project.containers()).map((one) => [one.service, one]));
    const memory = await memoryOf([...containers.values()].map(({ name }) => name));
    return pipelineServices.map((service) => {
      const container = containers.get(service.name);
      const runs = container?.state === 'running';
      return {
        name: service.name,
        state: runs ? (container.healthy ? 'running' : 'starting') : 'stopped',
        container: container?.name ?? null,
        memoryMib: (runs && memory.get(container.name)) || null,
        connection: service.connection(this.#context()),
      };
    });
  }

  async connections(): Promise<Record<string, Readonly<Record<string, unknown>>>> {
    await copyDatabases(this.project, this.settings.stateDir);
    return Object.fromEntries(pipelineServices.map((one) => [one.name, one.connection(this.#context())]));
  }

  #context(): ServiceContext {
    return {
      settings: this.settings,
      credentials: readCredentials(this.settings.stateDir),
      partDirectory() {
        throw new Error('Nothing is installed outside the containers.');
      },
    };
  }
}
