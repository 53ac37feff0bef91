import type { Command } from '../processes/daemon.ts';

/** A program of this repository, run from its sources by the Node that runs this one. */
export function nodeProgram(
  projectDir: string,
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): Command {
  return {
    file: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', ...flags, file, ...args],
    cwd: projectDir,
    env: { PATH: process.env.PATH, LANG: process.env.LANG, ...env },
  };
}
