import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withLock } from '../processes/lock.ts';

/** Something that is installed once for each state of its lock files and used by every clone of this user. */
export interface Part {
  readonly name: string;
  /** The files that decide what is installed; their content is the key. */
  readonly lockFiles: readonly string[];
  /** Whether this machine has what the part is for; a part that does not say is always installed. */
  isOfUse?(): Promise<boolean>;
  /**
   * Fills the directory; run again from nothing when it did not come to its end.
   * @param installed where another part is, that was installed before this one.
   */
  install(directory: string, report: (line: string) => void, installed: (other: Part) => string): Promise<void>;
}

/** Where the part is, or will be, installed. */
export function partDirectory(part: Part, cacheDir: string): string {
  const hash = createHash('sha256');
  for (const file of part.lockFiles) hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return join(cacheDir, `${part.name}-${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 16)}`);
}

export function isInstalled(part: Part, cacheDir: string): boolean {
  return existsSync(completionMark(partDirectory(part, cacheDir)));
}

export async function isMissing(part: Part, cacheDir: string): Promise<boolean> {
  return !isInstalled(part, cacheDir) && (part.isOfUse === undefined || (await part.isOfUse()));
}

/** Installs the part unless it is there; a half-done one, of a run that was cut off, is begun anew. */
export async function installPart(part: Part, cacheDir: string, report: (line: string) => void): Promise<string> {
  const directory = partDirectory(part, cacheDir);
  if (isInstalled(part, cacheDir)) return directory;
  await mkdir(cacheDir, { recursive: true });
  // Two clones may start at once: the second waits for the first, and then finds the work done.
  await withLock(`${directory}.lock`, { waitMs: 600_000, doing: `installing ${part.name}` }, async () => {
    if (isInstalled(part, cacheDir)) return;
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await part.install(directory, report, (other) => partDirectory(other, cacheDir));
    await writeFile(completionMark(directory), '');
  });
  return directory;
}

function completionMark(directory: string): string {
  return join(directory, '.installed');
}
