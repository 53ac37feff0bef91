import type { UserChange } from './read-records.ts';

/** Id, two instants and the version. */
const fixedBytes = 64;

/** What a change takes in a request, in bytes. */
export function sizeOf({ user }: UserChange): number {
  if (user === null) return fixedBytes;
  return Object.values(user).reduce((sum, value) => sum + Buffer.byteLength(value), fixedBytes);
}
