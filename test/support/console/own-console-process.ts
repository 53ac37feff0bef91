import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../../local/processes/ports.ts';
import { collectOutput } from '../command.ts';
import { eventually } from '../eventually.ts';
import { projectDir } from '../stack/stack.ts';

/** A console's program that a test has to itself. */
export interface ConsoleProcess {
  readonly child: ChildProcess;
  readonly written: { readonly stdout: string; readonly stderr: string };
  readonly port: number;
  readonly url: string;
  /** kill -9, unless it has ended. */
  kill(): Promise<void>;
}

/** @param env says where its stack is, and on which port it listens. @default - a free port */
export async function launchConsole(env: NodeJS.ProcessEnv): Promise<ConsoleProcess> {
  const port = Number(env.CONSOLE_PORT ?? (await freePort()));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/console/cli.ts'], {
    cwd: projectDir,
    env: { ...process.env, ...env, CONSOLE_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { child, written: collectOutput(child), port, url: `http://127.0.0.1:${port}`, kill };
}

/** The same, when it serves. */
export async function startOwnConsole(env: NodeJS.ProcessEnv): Promise<ConsoleProcess> {
  const started = await launchConsole(env);
  await eventually(async () => expect(started.written.stdout).toContain('Serving'), 30_000, 50);
  return started;
}
