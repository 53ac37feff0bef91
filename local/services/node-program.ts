import { dirname, join } from 'node:path';
import type { Command } from '../processes/daemon.ts';

/** A program of this repository, run from the sources of its folder by the Node that runs this one. */
export function nodeProgram(
  projectDir: string,
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Command {
  return {
    file: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', file, ...args],
    cwd: projectDir,
    sources: [dirname(file), join(projectDir, 'package-lock.json')],
    env: { PATH: process.env.PATH, LANG: process.env.LANG, ...env },
  };
}
