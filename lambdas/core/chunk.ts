export interface ChunkLimit {
  readonly items: number;
  readonly bytes: number;
}

/** Cuts items, in their order, into runs of at most so many items and bytes; an item above the limit comes alone. */
export function chunk<Item>(items: readonly Item[], bytesOf: (item: Item) => number, limit: ChunkLimit): Item[][] {
  const chunks: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    const last = chunks.at(-1);
    if (last === undefined || last.length >= limit.items || bytes + size > limit.bytes) {
      chunks.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return chunks;
}
