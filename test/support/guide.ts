import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectOutput } from './command.ts';
import { projectDir, stackEnvironment } from './stack/stack.ts';

/** The ```sh blocks of a Markdown file, in order, by the heading that they stand under. */
export function shellBlocks(file: string): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let heading = '';
  for (const [, title, block] of readFileSync(join(projectDir, file), 'utf8').matchAll(
    /^#+ ([^\n]+)$|^```sh\n(.*?)^```$/gms,
  )) {
    if (title !== undefined) heading = title;
    else blocks.set(heading, [...(blocks.get(heading) ?? []), block ?? '']);
  }
  return blocks;
}

/** Commands under way in a process group of their own, with what they have written so far. */
export interface RunningShell {
  readonly child: ChildProcess;
  readonly written: { stdout: string; stderr: string };
}

/** Starts commands as a reader does who copies them into bash in the project's folder, on the tests' stack. */
export function startShell(commands: string, env: NodeJS.ProcessEnv): RunningShell {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', commands], {
    cwd: projectDir,
    env: { ...process.env, ...stackEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return { child, written: collectOutput(child) };
}

/** Runs commands to their end. @returns what they print. @throws Error with all of it when one of them fails. */
export async function runShell(commands: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { child, written } = startShell(commands, env);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`«${commands}» ended with ${code}:\n${written.stdout}${written.stderr}`);
  return written.stdout;
}
