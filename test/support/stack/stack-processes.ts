import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { allPids, descriptors, processTree } from '../../../local/processes/process-table.ts';

export interface StackProcess {
  readonly pid: number;
  readonly commandLine: string;
  /** NAME=value, one after the other with zeros between them. */
  readonly environment: string;
  /** Such as `socket:[123]`. */
  readonly descriptors: readonly string[];
}

/**
 * Every process of a stack, by /proc: what its pid files name and all below, and whatever else works in its state
 * directory or names it, as one that has left its parents does.
 */
export function stackProcesses(stateDir: string): StackProcess[] {
  const pidsDirectory = join(stateDir, 'pids');
  const started = readdirSync(pidsDirectory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => (JSON.parse(readFileSync(join(pidsDirectory, name), 'utf8')) as { pid: number }).pid);
  const own = processTree(process.pid);
  const related = allPids().filter((pid) => !own.includes(pid) && isRelated(pid, stateDir));
  const pids = new Set([...started, ...related].flatMap(processTree));
  return [...pids].map(read).filter(({ commandLine }) => commandLine !== '');
}

function isRelated(pid: number, stateDir: string): boolean {
  const directory = look(() => readlinkSync(`/proc/${pid}/cwd`));
  return [directory, commandLineOf(pid)].some((text) => names(text, stateDir));
}

/** Another stack's directory may begin with the same name. */
function names(text: string, stateDir: string): boolean {
  return text
    .split(stateDir)
    .slice(1)
    .some((rest) => !/^[\w-]/.test(rest));
}

function read(pid: number): StackProcess {
  const environment = look(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
  return { pid, commandLine: commandLineOf(pid), environment, descriptors: descriptors(pid) };
}

function commandLineOf(pid: number): string {
  return look(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    .replaceAll('\0', ' ')
    .trim();
}

/** Empty for a process that is gone meanwhile. */
function look(text: () => string): string {
  try {
    return text();
  } catch {
    return '';
  }
}
