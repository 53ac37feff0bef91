import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import type { Readable } from 'node:stream';
import { projectDir, stackEnvironment } from './stack/stack.ts';

export interface CommandResult {
  /** As a shell says it: 130 also of npm, which ends itself by the SIGINT that has ended its script's shell. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way, with what it has written so far. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly result: Promise<CommandResult>;
  /** Resolves when the command has written the text. */
  wrote(text: string): Promise<void>;
}

/** Starts `npm run …` in a process group of its own, as a shell does, on the tests' stack. */
export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
  const child = spawn('npm', ['run', '--silent', ...args], {
    cwd: projectDir,
    env: { ...process.env, ...stackEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const written = collectOutput(child);
  return { child, result: resultOf(child, written), wrote: (text) => untilWritten(child, written, text) };
}

/** Runs `npm run …` to its end. */
export function runCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return startCommand(args, env).result;
}

/** Runs a program against the tests' LocalStack: by its name one that the install brings (`npx …`), or by its path. */
export function runProgram(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string = projectDir,
): Promise<CommandResult> {
  const child = spawn(resolvePath(projectDir, 'node_modules', '.bin', name), args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return resultOf(child, collectOutput(child));
}

function resultOf(child: ChildProcess, written: Omit<CommandResult, 'code'>): Promise<CommandResult> {
  return new Promise((resolve) =>
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), ...written }),
    ),
  );
}

/** What a program has written so far; it grows until the program ends. */
export function collectOutput(child: ChildProcessByStdio<null, Readable, Readable>) {
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
    });
  }
  return written;
}

function untilWritten(child: ChildProcess, written: Omit<CommandResult, 'code'>, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!(written.stdout + written.stderr).includes(text)) return;
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', look);
      resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
    child.on('close', () =>
      reject(new Error(`It ended without writing «${text}»:\n${written.stdout}${written.stderr}`)),
    );
    look();
  });
}
