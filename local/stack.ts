import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPart, isMissing, type Part, partDirectory } from './install/part.ts';
import { Daemon } from './processes/daemon.ts';
import { requireFreePort } from './processes/ports.ts';
import { memoryMib } from './processes/process-table.ts';
import { readCredentials } from './services/credentials.ts';
import type { Service, ServiceContext } from './services/service.ts';
import type { Ports, Settings } from './settings.ts';

export interface ServiceStatus {
  readonly name: string;
  readonly state: 'running' | 'starting' | 'stopped';
  /** Of a service that is a process. */
  readonly pid?: number | null;
  /** Of one that is in a container: its name. */
  readonly container?: string | null;
  /** Of the process and all below it. */
  readonly memoryMib: number | null;
  readonly connection: Readonly<Record<string, unknown>>;
}

/** The services of one state directory, as a whole and one by one. */
export class Stack {
  readonly settings: Settings;
  readonly #context: ServiceContext;

  constructor(settings: Settings) {
    this.settings = settings;
    this.#context = {
      settings,
      credentials: readCredentials(settings.stateDir),
      partDirectory: (part) => partDirectory(part, settings.cacheDir),
    };
  }

  daemon(service: Service): Daemon {
    return new Daemon(service.name, this.settings.stateDir);
  }

  /** Those that are to be installed. */
  async missingParts({ parts }: Service): Promise<Part[]> {
    const missing = await Promise.all(parts.map((part) => isMissing(part, this.settings.cacheDir)));
    return parts.filter((_, index) => missing[index]);
  }

  async install(service: Service, report: (line: string) => void): Promise<void> {
    const [first, ...others] = await this.missingParts(service);
    const install = (part: Part) => installPart(part, this.settings.cacheDir, report);
    if (first) await install(first);
    await Promise.all(others.map(install));
  }

  /** @throws StartError when a port of a service that is not running yet is taken. */
  async requireFreePorts(services: readonly Service[]): Promise<void> {
    for (const service of services.filter((one) => this.daemon(one).pid() === undefined)) {
      for (const port of service.ports) await requireFreePort(service.name, port, this.settings.ports[port]);
    }
  }

  /** Starts the service unless it runs as it would be started now, and waits until it is ready. */
  async start(service: Service, signal?: AbortSignal): Promise<'started' | 'restarted' | 'running'> {
    const daemon = this.daemon(service);
    const command = await service.command(this.#context);
    signal?.throwIfAborted();
    const running = daemon.isRunning(command);
    const restarted = !running && (await this.stop(service));
    if (!running) daemon.launch(command);
    await daemon.untilReady(() => service.ready(this.#context), service.startTimeoutMs, signal);
    if (running) return 'running';
    return restarted ? 'restarted' : 'started';
  }

  stop(service: Service): Promise<boolean> {
    return this.daemon(service).stop(service.stopTimeoutMs, service.stopSignal);
  }

  async status(service: Service): Promise<ServiceStatus> {
    const pid = this.daemon(service).pid();
    const ready = pid !== undefined && (await isReady(() => service.ready(this.#context)));
    return {
      name: service.name,
      state: pid === undefined ? 'stopped' : ready ? 'running' : 'starting',
      pid: pid ?? null,
      memoryMib: pid === undefined ? null : memoryMib(pid),
      connection: service.connection(this.#context),
    };
  }

  /** How to reach every service, and the emulator that stands in for one, by name. */
  connections(services: readonly Service[]): Record<string, Readonly<Record<string, unknown>>> {
    const { emulatorEndpoint: endpoint } = this.settings;
    const own = services.map((service) => [service.name, service.connection(this.#context)]);
    return { ...(endpoint && { emulator: { endpoint } }), ...Object.fromEntries(own) };
  }
}

/** The ports that the stack of a state directory was last started with. */
export function rememberedPorts(stateDir: string): Partial<Ports> {
  const file = portsFile(stateDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>) : {};
}

export function rememberPorts({ stateDir, ports }: Settings): void {
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(portsFile(stateDir), `${JSON.stringify(ports, null, 2)}\n`);
}

function portsFile(stateDir: string): string {
  return join(stateDir, 'ports.json');
}

async function isReady(ready: () => Promise<void>): Promise<boolean> {
  try {
    await ready();
    return true;
  } catch {
    return false;
  }
}
