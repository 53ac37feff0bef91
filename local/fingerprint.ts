import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sourceFile = /\.(ts|mjs|json)$/;

/** Changes when the value does, or a source file at or below one of the paths. */
export function fingerprint(value: unknown, paths: readonly string[] = []): string {
  const hash = createHash('sha256').update(JSON.stringify(value));
  for (const file of paths.flatMap(filesAt)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesAt(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
