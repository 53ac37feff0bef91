// What files of /proc say. Times are in ticks of a hundredth of a second, on every Linux that Node runs on.

const ticksPerSecond = 100;

/** Memory that a process has in RAM, of /proc/PID/status; 0 of one that is gone. */
export function residentMib(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Seconds in which the machine's processors did not idle, all together, of /proc/stat. */
export function busySeconds(stat: string): number {
  const [, ...ticks] = /^cpu .*$/m.exec(stat)?.[0].split(/\s+/) ?? [];
  // Time as a guest's host is in that of users already.
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] = ticks.map(Number);
  return (user + nice + system + interrupts + softInterrupts) / ticksPerSecond;
}
