import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Something that somebody else has made, as a lock file pins it. */
export interface LockedPackage {
  readonly kind: 'npm' | 'pypi' | 'maven';
  readonly name: string;
  readonly version: string;
  /** Of its content, as the lock file writes them; any of them will do. */
  readonly hashes: readonly string[];
  /** An SPDX expression, where the lock file has one. */
  readonly licence?: string;
  /** Relative to the project. */
  readonly lock: string;
}

export interface LockFile {
  readonly file: string;
  readonly text: string;
  readonly packages: readonly LockedPackage[];
}

type Reader = (text: string, lock: string) => LockedPackage[];

/** By the end of a lock file's name. */
const readers: Readonly<Record<string, Reader>> = {
  'package-lock.json': readNpmLock,
  '.lock.txt': readPythonLock,
  'jars.sha256': readJarList,
};

/** Every lock file below the project, with what it pins. */
export function lockFiles(projectDir: string): LockFile[] {
  return filesBelow(projectDir).flatMap((path) => {
    const [, read] = Object.entries(readers).find(([end]) => path.endsWith(end)) ?? [];
    if (!read) return [];
    const [file, text] = [relative(projectDir, path), readFileSync(path, 'utf8')];
    return [{ file, text, packages: read(text, file) }];
  });
}

/** Those of this repository: what is installed, made or hidden is left out. */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isFile()) return [path];
    const isOwn = entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.');
    return isOwn ? filesBelow(path) : [];
  });
}

interface NpmEntry {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  /** It comes in the archive of the package that it stands in. */
  readonly inBundle?: boolean;
}

function readNpmLock(text: string, lock: string): LockedPackage[] {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, NpmEntry>> };
  const others = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  return others.map(([path, entry]) => ({
    kind: 'npm',
    name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    hashes: [entry.integrity ?? (entry.inBundle ? bundlerOf(path, packages) : undefined)].filter(
      (one) => one !== undefined,
    ),
    ...(entry.license && { licence: entry.license }),
    lock,
  }));
}

/** The hash of the archive in which a bundled package comes. */
function bundlerOf(path: string, packages: Readonly<Record<string, NpmEntry>>): string | undefined {
  const outer = path.slice(0, path.lastIndexOf('/node_modules/'));
  const { integrity, inBundle } = packages[outer] ?? {};
  return integrity ?? (inBundle ? bundlerOf(outer, packages) : undefined);
}

function readPythonLock(text: string, lock: string): LockedPackage[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  const requirements = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return requirements.map((line) => {
    const [, name = line, version = ''] = /^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)/.exec(line) ?? [];
    return { kind: 'pypi', name, version, hashes: line.match(/sha256:[0-9a-f]{64}\b/g) ?? [], lock };
  });
}

function readJarList(text: string, lock: string): LockedPackage[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [hash = '', file = ''] = line.split(/\s+/);
      const [, name = file, version = ''] = /^(.+?)-(\d.*?)(?:-all)?\.(?:jar|tar\.gz)$/.exec(file) ?? [];
      return { kind: 'maven', name, version, hashes: /^[0-9a-f]{64}$/.test(hash) ? [`sha256:${hash}`] : [], lock };
    });
}

/** The folders whose jars a pom.xml names. */
export function mavenFolders(projectDir: string): string[] {
  const poms = filesBelow(projectDir).filter((file) => file.endsWith('/pom.xml'));
  return poms.map((file) => relative(projectDir, dirname(file)));
}
