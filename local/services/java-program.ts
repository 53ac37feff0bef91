import { delimiter } from 'node:path';
import { findProgram, java } from '../install/requirements.ts';
import type { Command } from '../processes/daemon.ts';

interface JavaProgram {
  /** Directories of classes, and `<directory>/*` for all jars in it. */
  readonly classPath: readonly string[];
  readonly options: readonly string[];
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The command line of a Java program; only what a JVM needs of the host's environment is handed on. */
export async function javaCommand({ classPath, options, mainClass, args, cwd }: JavaProgram): Promise<Command> {
  const { path } = await findProgram(java);
  return {
    file: path,
    args: [...options, '-cp', classPath.join(delimiter), mainClass, ...args],
    cwd,
    env: { PATH: process.env.PATH, LANG: process.env.LANG },
  };
}
