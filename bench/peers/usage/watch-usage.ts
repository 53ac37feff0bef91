import { readFileSync } from 'node:fs';
import { cpuSeconds } from '../../../local/processes/process-table.ts';
import { type Processes, type ServiceName, services } from '../contender.ts';
import { busySeconds, residentMib } from './proc-text.ts';
import { type Look, UsageMeter } from './usage-meter.ts';

const everyMs = 250;

export interface Usage {
  /** Of the contender's own processes. */
  readonly cpuSeconds: number;
  readonly peakMib: number;
  /** Of the platform's, where the contender has one. */
  readonly platformCpuSeconds: number | undefined;
  readonly serviceCpuSeconds: Readonly<Record<ServiceName, number>>;
  /** Of everything on the machine: stores, broker, this bench. */
  readonly machineCpuSeconds: number;
}

/**
 * Looks at a contender's processes from time to time, until it is asked for the sum.
 * @param pidsOf a service's processes now
 */
export function watchUsage(processes: () => Processes, pidsOf: (service: ServiceName) => number[]): () => Usage {
  const { own: ownPids, platform: platformPids } = processes();
  const machine = machineSeconds();
  const own = new UsageMeter(lookAt(ownPids));
  const platform = platformPids && new UsageMeter(lookAt(platformPids));
  const used = services.map((name) => ({ name, meter: new UsageMeter(lookAt(pidsOf(name))) }));
  const look = () => {
    const now = processes();
    own.add(lookAt(now.own));
    platform?.add(lookAt(now.platform ?? []));
    for (const { name, meter } of used) meter.add(lookAt(pidsOf(name)));
  };
  // Nobody asks for the sum of work that failed: it keeps no process alive.
  const timer = setInterval(look, everyMs).unref();
  return () => {
    clearInterval(timer);
    look();
    return {
      cpuSeconds: own.cpuSeconds,
      peakMib: own.peakMib,
      platformCpuSeconds: platform?.cpuSeconds,
      serviceCpuSeconds: Object.fromEntries(
        used.map(({ name, meter }) => [name, meter.cpuSeconds]),
      ) as Usage['serviceCpuSeconds'],
      machineCpuSeconds: machineSeconds() - machine,
    };
  };
}

function lookAt(pids: readonly number[]): Look {
  return new Map(
    pids.flatMap((pid) => {
      const status = read(`/proc/${pid}/status`);
      // It has ended since it was found.
      return status === '' ? [] : [[pid, { cpuSeconds: cpuSeconds(pid), mib: residentMib(status) }] as const];
    }),
  );
}

function machineSeconds(): number {
  return busySeconds(read('/proc/stat'));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
