import { delimiter } from 'node:path';
import { findProgram, java as javaRuntime } from '../install/requirements.ts';
import type { Command } from '../processes/daemon.ts';

export interface JavaProgram {
  /** Directories of classes, and `<directory>/*` for all jars in it. */
  readonly classPath: readonly string[];
  readonly options: readonly string[];
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The command line of a Java program. */
export function javaCommand(program: JavaProgram): Promise<Command> {
  return java(javaArguments(program), program.cwd);
}

export function javaArguments({ classPath, options, mainClass, args }: Omit<JavaProgram, 'cwd'>): string[] {
  return [...options, '-cp', classPath.join(delimiter), mainClass, ...args];
}

interface ExecutableJar {
  readonly jar: string;
  readonly options: readonly string[];
  readonly cwd: string;
}

/** The command line of a jar that names its own main class and class path. */
export function jarCommand({ jar, options, cwd }: ExecutableJar): Promise<Command> {
  return java([...options, '-jar', jar], cwd);
}

/** Only what a JVM needs of the host's environment is handed on. */
async function java(args: readonly string[], cwd: string): Promise<Command> {
  const { path } = await findProgram(javaRuntime);
  return { file: path, args, cwd, env: { PATH: process.env.PATH, LANG: process.env.LANG } };
}
