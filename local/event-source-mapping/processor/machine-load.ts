import { type CpuInfo, cpus } from 'node:os';

/** @returns how much of the time of all processors was used since it was asked last, from 0 to 1 */
export function machineLoad(read: () => readonly Pick<CpuInfo, 'times'>[] = cpus): () => number {
  let before = timesOf(read());
  return () => {
    const now = timesOf(read());
    const [idle, all] = [now.idle - before.idle, now.all - before.all];
    before = now;
    return all > 0 ? 1 - idle / all : 0;
  };
}

function timesOf(processors: readonly Pick<CpuInfo, 'times'>[]): { readonly idle: number; readonly all: number } {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    idle: sum(processors.map(({ times }) => times.idle)),
    all: sum(processors.map(({ times }) => sum(Object.values(times)))),
  };
}
