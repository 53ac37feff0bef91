import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { StartError } from '../start-error.ts';

/** The installers under way, so that Ctrl-C can end them together with their children. */
const running = new Set<number>();

export function stopInstallers(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // it ended by itself
    }
  }
}

interface InstallerOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly timeoutMs: number;
  /** What to try when it fails. */
  readonly remedy: string;
  readonly report?: (line: string) => void;
}

/**
 * Runs a program to its end, handing on each line that it prints.
 * @returns what it wrote to standard output.
 * @throws StartError with its last lines and the remedy.
 */
export function runInstaller(file: string, args: readonly string[], options: InstallerOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      uid: options.uid,
      gid: options.gid,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) running.add(child.pid);
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), options.timeoutMs);
    const output: string[] = [];
    const tail: string[] = [];
    const note = (line: string, keep: boolean) => {
      if (keep) output.push(line);
      tail.push(line);
      if (tail.length > 20) tail.shift();
      if (line.trim()) options.report?.(line.trim());
    };
    createInterface(child.stdout).on('line', (line) => note(line, true));
    createInterface(child.stderr).on('line', (line) => note(line, false));
    child.on('error', (cause) => reject(new StartError(`${file} cannot be run. ${options.remedy}`, { cause })));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (child.pid !== undefined) running.delete(child.pid);
      if (code === 0) resolve(output.join('\n'));
      else reject(new StartError(describeFailure(file, args, code, signal, tail, options.remedy)));
    });
  });
}

function describeFailure(
  file: string,
  args: readonly string[],
  code: number | null,
  signal: NodeJS.Signals | null,
  tail: readonly string[],
  remedy: string,
): string {
  const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
  const end = tail.map((line) => `  ${line}`).join('\n');
  return `${[file, ...args].slice(0, 3).join(' ')} … ${how}. ${remedy}\n${end}`;
}
