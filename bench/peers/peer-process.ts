import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from '../../local/processes/daemon.ts';
import { processTree } from '../../local/processes/process-table.ts';
import { StartError } from '../../local/start-error.ts';

const killAfterMs = 30_000;

/** A peer's program. It is told by lines on its standard input, answers by lines, and says all else in its log. */
export class PeerProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #said = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #ending = false;
  /** Rejects when the program ends before it was asked to, be it well. */
  readonly failed: Promise<never>;
  /** Resolves when the program ends well. */
  readonly ended: Promise<void>;

  constructor(name: string, { file, args, env, cwd }: Command, logFile: string) {
    this.#name = name;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'w', 0o600);
    this.#child = spawn(file, args, { cwd, env, stdio: ['pipe', 'pipe', log] });
    closeSync(log);
    const { promise: failed, reject: fail } = Promise.withResolvers<never>();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    [this.failed, this.ended] = [failed, ended];
    // Nobody may be waiting for it yet.
    failed.catch(() => undefined);
    this.#child.on('error', (cause) => fail(new StartError(`${name}: ${file} cannot be run.`, { cause })));
    this.#child.on('exit', (code, signal) => {
      if (code === 0) end();
      if (!this.#ending) fail(new StartError(`${name} ended by itself (${signal ?? code}).\n${lastWords(logFile)}`));
    });
    const kill = () => void this.#child.kill('SIGKILL');
    process.once('exit', kill);
    this.#child.once('exit', () => process.off('exit', kill));
    // One that has ended has no input any more: its exit tells why.
    this.#child.stdin?.on('error', () => undefined);
    if (this.#child.stdout) createInterface(this.#child.stdout).on('line', (line) => this.#hear(line));
  }

  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resolves when the program has said just this line; each line is said once. */
  async says(line: string, timeoutMs: number): Promise<void> {
    if (this.#said.has(line)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(line, resolve);
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const error = new StartError(`${this.#name} has not said "${line}" after ${timeoutMs / 1000} s.`);
      timer = setTimeout(() => reject(error), timeoutMs);
    });
    await Promise.race([promise, tooLate, this.failed]).finally(() => clearTimeout(timer));
  }

  /** The program and all below it. */
  pids(): number[] {
    return this.#child.pid === undefined || this.#hasEnded() ? [] : processTree(this.#child.pid);
  }

  /** Ends its input, and sends the signal where the program does not look at its input; then insists. */
  async end(signal?: NodeJS.Signals): Promise<void> {
    this.#ending = true;
    if (this.#child.pid === undefined || this.#hasEnded()) return;
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), killAfterMs);
    this.#child.stdin?.end();
    if (signal) this.#child.kill(signal);
    await once(this.#child, 'exit');
    clearTimeout(kill);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #hear(line: string): void {
    this.#said.add(line);
    this.#waiting.get(line)?.();
  }
}

function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12);
  return `The end of ${logFile}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
