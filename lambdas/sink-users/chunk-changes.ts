import type { UserChange } from './read-records.ts';

/** Cuts changes into runs of at most so many changes and so many bytes; a larger change comes alone. */
export function chunkChanges(
  changes: readonly UserChange[],
  limit: { readonly changes: number; readonly bytes: number },
): UserChange[][] {
  const chunks: UserChange[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const size = sizeOf(change);
    const last = chunks.at(-1);
    if (last === undefined || last.length >= limit.changes || bytes + size > limit.bytes) {
      chunks.push([change]);
      bytes = size;
    } else {
      last.push(change);
      bytes += size;
    }
  }
  return chunks;
}

/** What a row takes at most in UTF-8, give or take: an exact count would cost more than it saves. */
function sizeOf({ user }: UserChange): number {
  const fixed = 64;
  if (user === null) return fixed;
  let characters = 0;
  for (const value of Object.values(user)) characters += value.length;
  return fixed + characters * 2;
}
