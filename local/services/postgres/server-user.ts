import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Things that another user must reach live here when the folder that should hold them is shut to others. */
const openPlace = '/var/lib/serverless-users-pipeline';

const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: then it runs as `postgres` where there is such a user, else as `nobody`. */
export function serverUser(): { uid: number; gid: number } | undefined {
  if (!isRoot) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** The directory itself, or (for root) one of its own in an open place when some parent of it is shut to others. */
export function openToOthers(directory: string): string {
  if (!isRoot || parents(directory).every(isTraversable)) return directory;
  return join(openPlace, createHash('sha256').update(directory).digest('hex').slice(0, 16));
}

function parents(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...parents(parent)];
}

/** A directory that is not there yet will be made with the usual mode. */
function isTraversable(directory: string): boolean {
  return !existsSync(directory) || (statSync(directory).mode & 0o001) !== 0;
}
