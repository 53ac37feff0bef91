import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../../../../local/services/random-user-api/server.ts');

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Of the process, once it has ended; code is null after a signal that it did not handle. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Resolves with the first line of its standard output. */
  readonly started: Promise<string>;
}

export function startServer(...args: readonly string[]): ServerProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args]);
  const written = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  const ended = new Promise<Awaited<ServerProcess['ended']>>((resolve) =>
    child.on('close', (code) => resolve({ code, ...written })),
  );
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: string) => resolve(text.trim()));
    child.once('exit', () => reject(new Error(`The server ended: ${written.stderr}`)));
  });
  started.catch(() => {});
  return { child, ended, started };
}
