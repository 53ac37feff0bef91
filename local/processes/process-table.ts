import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const proc = existsSync('/proc/self/stat');

// The unit of times in /proc, on every Linux that Node runs on.
const clockTicksPerSecond = 100;

/** Tells one process from a later one with the same pid; undefined when there is none (or only its remains). */
export function processStamp(pid: number): string | undefined {
  if (!proc) return ask('ps', ['-o', 'lstart=', '-p', String(pid)]) || undefined;
  const fields = statFields(pid);
  return fields && fields[0] !== 'Z' ? fields[19] : undefined;
}

/** Memory in MiB of a process and all below it: the proportional share, so that shared pages count once. */
export function memoryMib(pid: number): number {
  const kib = processTree(pid).reduce((sum, one) => sum + memoryKib(one), 0);
  return Math.round((kib / 1024) * 10) / 10;
}

/** What the process itself has used of the processors since its start; 0 when there is none. */
export function cpuSeconds(pid: number): number {
  if (!proc) return clockSeconds(ask('ps', ['-o', 'time=', '-p', String(pid)]));
  const fields = statFields(pid) ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / clockTicksPerSecond;
}

/** The program that listens on a TCP port of this machine, as `name (pid 123)`; undefined when unknown. */
export function portOwner(port: number): string | undefined {
  if (!proc) {
    const [pid, name] = ask('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']).split('\n');
    return pid && name ? `${name.slice(1)} (pid ${pid.slice(1)})` : undefined;
  }
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  const pid = allPids().find((one) => descriptors(one).some((link) => inodes.has(link)));
  return pid === undefined ? undefined : `${read(`/proc/${pid}/comm`).trim()} (pid ${pid})`;
}

function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === '0A')
    .map((fields) => `socket:[${fields[9]}]`);
}

/** What each open file of a process is, such as `socket:[123]`. */
export function descriptors(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  // A process or a descriptor may be gone meanwhile, or belong to another user.
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names.flatMap((fd) => attempt(() => readlinkSync(`${folder}/${fd}`)) ?? []);
}

/** The process and all below it. */
export function processTree(root: number): number[] {
  if (!proc) return [root];
  const parents = allPids().map((pid) => [pid, Number(statFields(pid)?.[1])] as const);
  const tree = [root];
  for (const one of tree) tree.push(...parents.filter(([, parent]) => parent === one).map(([pid]) => pid));
  return tree;
}

function memoryKib(pid: number): number {
  if (!proc) return Number(ask('ps', ['-o', 'rss=', '-p', String(pid)])) || 0;
  const share = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`));
  return Number((share ?? /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`)))?.[1] ?? 0);
}

/** Of a time like 1:02:03.45. */
function clockSeconds(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Of this machine, where it has /proc. */
export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The fields of /proc/PID/stat after the name, which may itself hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text ? text.slice(text.lastIndexOf(')') + 2).split(' ') : undefined;
}

function read(file: string): string {
  return attempt(() => readFileSync(file, 'utf8')) ?? '';
}

function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function ask(program: string, args: string[]): string {
  const look = () =>
    execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 5000 });
  return attempt(look)?.trim() ?? '';
}
