import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stateFileOf } from '../control-plane/state-file.ts';
import { requireFreePort } from '../processes/ports.ts';
import type { Stage } from '../progress.ts';
import { pipelineServices } from '../services/all-services.ts';
import { readCredentials } from '../services/credentials.ts';
import type { Service, ServiceContext } from '../services/service.ts';
import type { Settings } from '../settings.ts';
import type { ServiceStatus } from '../stack.ts';
import { StartError } from '../start-error.ts';
import { requireDocker, run } from './docker.ts';
import { describeImageFailure, describeStartFailure } from './failures.ts';
import { memoryOf } from './memory.ts';
import { ComposeProject } from './project.ts';

const buildMs = 1_800_000;
const upMs = 600_000;
const stopMs = 120_000;
const lookAtDockerfiles = 'Look at local/compose, which has the Dockerfiles.';
const lookAtContainers = 'Look at docker ps.';

/** The settings by which programs outside the containers reach what is in them. */
export function outsideContainers(settings: Settings): Settings {
  return Object.freeze({ ...settings, stateDir: join(settings.stateDir, 'docker'), containers: 'outside' });
}

/** The services of the pipeline as containers of docker-compose.yml. */
export class ContainerStack {
  readonly settings: Settings;
  readonly project: ComposeProject;

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
    return {
      title: 'install',
      steps: [
        {
          title: 'Looking at Docker',
          run: async () => {
            const { version, compose } = await requireDocker();
            return `Docker ${version}, Compose ${compose}`;
          },
        },
        {
          title: 'Building and fetching images',
          run: async (report) => {
            const missing = ['pull', '--policy=missing', '--ignore-buildable'];
            try {
              for (const args of [['build'], missing])
                await this.project.work(args, { timeoutMs: buildMs, remedy: lookAtDockerfiles, report });
            } catch (error) {
              throw describeImageFailure(error as Error);
            }
            return undefined;
          },
        },
      ],
    };
  }

  startStage(signal: AbortSignal): Stage {
    let up: Promise<void> | undefined;
    return {
      title: 'start',
      steps: pipelineServices.map((service) => ({
        title: `Starting ${service.name}`,
        run: async () => {
          // All at once, with the first step.
          up ??= this.#up();
          await up;
          await this.#untilReady(service, signal);
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
    await this.#copyOut();
  }

  /** What a client outside needs to be let in. */
  async #copyOut(): Promise<void> {
    mkdirSync(this.settings.stateDir, { recursive: true, mode: 0o700 });
    for (const name of ['credentials.json', 'certificates'])
      await this.project.ask('cp', `prepare:/stack/${name}`, this.settings.stateDir);
    chmodSync(join(this.settings.stateDir, 'credentials.json'), 0o600);
  }

  /** What the control plane says of its databases; nothing before it has run. */
  async #copyDatabases(): Promise<void> {
    const file = stateFileOf(this.settings.stateDir, 'rds-instances');
    mkdirSync(dirname(file), { recursive: true });
    await this.project
      .ask('cp', `control-plane:${stateFileOf('/stack', 'rds-instances')}`, file)
      .catch(() => undefined);
  }

  async #untilReady(service: Service, signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + service.startTimeoutMs;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await service.ready(this.#context());
      } catch (cause) {
        if (Date.now() < deadline) await wait(200, undefined, { signal });
        else
          throw new StartError(
            `${service.name} was not ready after ${service.startTimeoutMs / 1000} s (${(cause as Error).message}). ` +
              `See npm run logs -- ${service.name}.`,
            { cause },
          );
      }
    }
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
    await this.#copyDatabases();
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
    await this.#copyDatabases();
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
