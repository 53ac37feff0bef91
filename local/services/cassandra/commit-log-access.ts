import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How Cassandra is to write its commit log: past the page cache, where the directory's file system can do that. With a
 * log that it maps into memory, each sync takes more processor time: a sixth of all that Cassandra takes for its writes.
 * @param open as the file system's own, which refuses what it cannot do
 */
export function commitLogAccess(directory: string, open = openSync): 'direct' | 'legacy' {
  // macOS has no such flag.
  if (constants.O_DIRECT === undefined) return 'legacy';
  const probe = join(directory, `.direct-${process.pid}`);
  try {
    closeSync(open(probe, constants.O_CREAT | constants.O_WRONLY | constants.O_DIRECT));
    return 'direct';
  } catch {
    return 'legacy';
  } finally {
    rmSync(probe, { force: true });
  }
}
