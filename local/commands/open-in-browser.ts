import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

/** The program that opens an address in the person's browser; undefined where there is no display for one. */
export function browserOpener({ platform, env }: Machine): string | undefined {
  if (platform === 'darwin') return 'open';
  return env.DISPLAY || env.WAYLAND_DISPLAY ? 'xdg-open' : undefined;
}

/**
 * Opens an address in the person's browser, and tells why where it cannot: what was started is not worse for that.
 * @param say takes a line
 */
export async function openInBrowser(
  url: string,
  say: (line: string) => void,
  machine: Machine = process,
): Promise<void> {
  const program = browserOpener(machine);
  const problem = program === undefined ? 'there is no display' : await run(program, url, machine.env);
  if (problem !== undefined) say(`No browser was opened (${problem}): open ${url} yourself.`);
}

/** @returns why the program could not be run, if it could not */
async function run(program: string, url: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const child = spawn(program, [url], { detached: true, stdio: 'ignore', env });
  child.unref();
  return once(child, 'spawn').then(
    () => undefined,
    (error: Error) => error.message,
  );
}
