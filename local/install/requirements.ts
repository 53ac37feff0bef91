import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);

/** A program that must be on the machine: where to look for it, which versions will do, what to install. */
export interface Requirement {
  readonly name: string;
  readonly wanted: string;
  readonly remedy: string;
  candidates(env: NodeJS.ProcessEnv): string[];
  /** Arguments that make the program print its version. */
  readonly versionArgs: readonly string[];
  readonly versionPattern: RegExp;
  accepts(version: readonly number[]): boolean;
}

export interface Found {
  readonly path: string;
  readonly version: string;
}

const atLeast = (wanted: readonly number[]) => (version: readonly number[]) => {
  const first = wanted.findIndex((part, index) => (version[index] ?? 0) !== part);
  return first === -1 || (version[first] ?? 0) > (wanted[first] ?? 0);
};

/** The Python that runs functions of that version, such as `3.12`. */
export function pythonOf(version: string): Requirement {
  return {
    name: 'Python',
    wanted: `${version}, with venv`,
    remedy: `Install Python ${version} (with its venv module) or name one: PYTHON=/path/to/python${version} npm start.`,
    candidates: (env) => [
      ...(env.PYTHON ? [env.PYTHON] : [`python${version}`, 'python3']),
      ...pyenvVersions(env).map((home) => join(home, 'bin', 'python3')),
    ],
    // ensurepip is what Debian leaves out of Python when its package python3-venv is missing.
    versionArgs: ['-c', 'import ensurepip, venv, sys; print("%d.%d.%d" % sys.version_info[:3])'],
    versionPattern: /(\d+)\.(\d+)\.(\d+)/,
    accepts: ([major, minor]) => `${major}.${minor}` === version,
  };
}

// LocalStack imports what 3.13 brought, and above it the locked packages have no wheels.
export const python: Requirement = pythonOf('3.13');

export const java: Requirement = {
  name: 'Java',
  wanted: '17 to 23',
  remedy: 'Install a Java 17 or 21 runtime, or name one: JAVA_HOME=/path/to/java npm start.',
  candidates: (env) => [
    ...(env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : []),
    'java',
    ...directories('/usr/lib/jvm').map((home) => join(home, 'bin', 'java')),
  ],
  versionArgs: ['-version'],
  versionPattern: /version "(\d+)(?:\.(\d+))?/,
  // Cassandra 5.0 needs the security manager, which Java 24 took away.
  accepts: ([major = 0]) => major >= 17 && major < 24,
};

export const maven: Requirement = {
  name: 'Maven',
  wanted: '3.8 or newer',
  remedy: 'Install Maven 3.8 or newer (Debian: apt install maven; macOS: brew install maven).',
  candidates: () => ['mvn'],
  versionArgs: ['-version'],
  versionPattern: /Apache Maven (\d+)\.(\d+)\.(\d+)/,
  accepts: atLeast([3, 8]),
};

export const node: Requirement = {
  name: 'Node.js',
  wanted: '22.18 or newer',
  remedy: 'Run npm ci: it brings Node.js 22 as a package.',
  candidates: () => [process.execPath],
  versionArgs: ['--version'],
  versionPattern: /v(\d+)\.(\d+)\.(\d+)/,
  accepts: atLeast([22, 18]),
};

/**
 * The first candidate that will do.
 * @throws StartError naming what was found instead and what to install.
 */
export async function findProgram(requirement: Requirement, env: NodeJS.ProcessEnv = process.env): Promise<Found> {
  const others: string[] = [];
  for (const path of requirement.candidates(env)) {
    const version = await askVersion(path, requirement, env);
    if (!version) continue;
    if (requirement.accepts(version.map(Number))) return { path, version: version.join('.') };
    others.push(`${path} is ${version.join('.')}`);
  }
  const found = others.length > 0 ? `found only: ${others.join(', ')}` : 'none was found';
  throw new StartError(`${requirement.name} ${requirement.wanted} is needed; ${found}. ${requirement.remedy}`);
}

/** Every program of this kind on the machine, whether or not it will do, by its full path. */
export async function findEvery(requirement: Requirement, env: NodeJS.ProcessEnv = process.env): Promise<Found[]> {
  const asked = requirement.candidates(env).map(async (path) => {
    const version = await askVersion(path, requirement, env);
    return version ? [{ path: fullPath(path, env), version: version.join('.') }] : [];
  });
  return (await Promise.all(asked)).flat();
}

function fullPath(program: string, env: NodeJS.ProcessEnv): string {
  if (program.includes('/')) return program;
  const places = (env.PATH ?? '').split(delimiter).map((directory) => join(directory, program));
  return places.find((place) => existsSync(place)) ?? program;
}

async function askVersion(path: string, { versionArgs, versionPattern }: Requirement, env: NodeJS.ProcessEnv) {
  try {
    const { stdout, stderr } = await run(path, versionArgs, { env, timeout: 20_000 });
    const match = versionPattern.exec(`${stdout}\n${stderr}`);
    return match?.slice(1).filter((part) => part !== undefined);
  } catch {
    return undefined;
  }
}

function pyenvVersions(env: NodeJS.ProcessEnv): string[] {
  return directories(join(env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions'))
    .filter((path) => /[/\\]3\.1[23]\./.test(path))
    .reverse();
}

function directories(parent: string): string[] {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
}
