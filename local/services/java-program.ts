import { join } from 'node:path';
import { findProgram, java } from '../install/requirements.ts';
import type { Command } from '../processes/daemon.ts';

interface JavaProgram {
  readonly jarsDir: string;
  readonly options: readonly string[];
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The command line of a Java program; only what a JVM needs of the host's environment is handed on. */
export async function javaCommand({ jarsDir, options, mainClass, args, cwd }: JavaProgram): Promise<Command> {
  const { path } = await findProgram(java);
  return {
    file: path,
    args: [...options, '-cp', join(jarsDir, 'lib', '*'), mainClass, ...args],
    cwd,
    env: { PATH: process.env.PATH, LANG: process.env.LANG },
  };
}
