import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openToOthers, serverUser } from '../../../services/postgres/server-user.ts';
import type { Settings } from '../../../settings.ts';

/** Where the data of all instances and snapshots are: outside the state directory when that is shut to the server. */
export function databasesDirectory({ stateDir }: Pick<Settings, 'stateDir'>): string {
  return join(openToOthers(join(stateDir, 'data')), 'rds');
}

const copyTimeoutMs = 600_000;
// Of a socket's path, on the strictest system.
const longestPath = 103;
const longestName = '.s.PGSQL.65535'.length + 1;

/**
 * A directory for a server's socket, which nobody but the server's user can enter: whoever reaches the socket is trusted.
 * @throws Error when somebody else has made it
 */
export function socketDirectory(directory: string): string {
  const directPath = join(directory, 'socket');
  const fits = Buffer.byteLength(directPath) + longestName <= longestPath;
  const path = fits ? directPath : join(tmpdir(), `rds-${hash(directory)}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const user = serverUser();
  const owner = user?.uid ?? process.getuid?.();
  const found = lstatSync(path);
  if (found.isDirectory() && found.uid === process.getuid?.() && user) chownSync(path, user.uid, user.gid);
  const made = lstatSync(path);
  if (!made.isDirectory() || made.uid !== owner || (made.mode & 0o077) !== 0) {
    throw new Error(`${path} is not a directory of the database server's own: delete it.`);
  }
  return path;
}

/** With owners and modes, which Node's own copy does not keep; what stood at the new place is deleted. */
export async function copyDirectory(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await promisify(execFile)('cp', ['-Rp', from, to], { timeout: copyTimeoutMs });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
