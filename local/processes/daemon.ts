import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fingerprint } from '../fingerprint.ts';
import { StartError } from '../start-error.ts';
import { processStamp } from './process-table.ts';
import { untilReady } from './until-ready.ts';

/** How to run a long-lived program. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Run as another user: PostgreSQL refuses root. */
  readonly uid?: number;
  readonly gid?: number;
  /** Files and folders that the program is read from. @default - it comes from an installed part, which never changes */
  readonly sources?: readonly string[];
}

/** What the pid file holds. */
interface Kept {
  readonly pid: number;
  readonly stamp: string | undefined;
  readonly command: string;
}

/** A program that outlives the command that started it: its pid is kept in a file, its output in a log. */
export class Daemon {
  readonly name: string;
  readonly logFile: string;
  readonly #pidFile: string;

  constructor(name: string, stateDir: string) {
    this.name = name;
    this.logFile = join(stateDir, 'logs', `${name}.log`);
    this.#pidFile = join(stateDir, 'pids', `${name}.json`);
  }

  /** The pid while the program runs; a pid that now belongs to another program does not count. */
  pid(): number | undefined {
    return this.#running()?.pid;
  }

  /** Whether the program runs, and was started by just this command from just these sources. */
  isRunning(command: Command): boolean {
    return this.#running()?.command === commandFingerprint(command);
  }

  launch(command: Command): number {
    for (const file of [this.logFile, this.#pidFile]) mkdirSync(dirname(file), { recursive: true });
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      uid: command.uid,
      gid: command.gid,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.unref();
    // A program that cannot be executed has no pid; why stands in the event, which the exit below reports by name.
    child.on('error', (cause) => writeFileSync(this.logFile, `${cause.message}\n`, { flag: 'a' }));
    if (child.pid === undefined) throw new StartError(`${this.name}: ${command.file} could not be started.`);
    const kept: Kept = { pid: child.pid, stamp: processStamp(child.pid), command: commandFingerprint(command) };
    writeFileSync(this.#pidFile, JSON.stringify(kept));
    return child.pid;
  }

  /** Waits until `ready` resolves; ends early when the program does. */
  async untilReady(ready: () => Promise<void>, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const requireAlive = () => {
      if (this.pid() === undefined) throw new StartError(`${this.name} ended while starting.\n${this.#lastWords()}`);
    };
    await untilReady({ name: this.name, ready, timeoutMs, signal, requireAlive });
  }

  /** Asks the program to end, then insists. */
  async stop(timeoutMs: number, politely: NodeJS.Signals = 'SIGTERM'): Promise<boolean> {
    const pid = this.pid();
    if (pid === undefined) return false;
    process.kill(pid, politely);
    if (!(await this.#ended(timeoutMs))) {
      process.kill(-pid, 'SIGKILL');
      if (!(await this.#ended(5000))) throw new StartError(`${this.name} (pid ${pid}) does not end, even by SIGKILL.`);
    }
    rmSync(this.#pidFile, { force: true });
    return true;
  }

  #running(): Kept | undefined {
    if (!existsSync(this.#pidFile)) return undefined;
    const kept = JSON.parse(readFileSync(this.#pidFile, 'utf8')) as Kept;
    return kept.stamp !== undefined && processStamp(kept.pid) === kept.stamp ? kept : undefined;
  }

  async #ended(timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (this.pid() !== undefined) {
      if (Date.now() > deadline) return false;
      await wait(50);
    }
    return true;
  }

  #lastWords(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-12);
    return `The end of ${this.logFile}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
  }
}

function commandFingerprint({ sources, env, ...command }: Command): string {
  // These differ from shell to shell, and no service depends on how.
  const { PATH, LANG, ...own } = env;
  return fingerprint({ ...command, env: own }, sources);
}
