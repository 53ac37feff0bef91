/** How much may wait in memory, before the one fetch that may come on top. */
export interface BufferLimits {
  /** Of all partitions together. */
  readonly bytes: number;
  readonly bytesPerPartition: number;
  /** Small records fill batches long before that: so many of a partition are enough, once they take so many bytes. */
  readonly enough: { readonly records: number; readonly bytes: number };
}

/** What waits of one of so many partitions, as a part of what may wait. */
export function fill(
  { bytes: total, bytesPerPartition, enough }: BufferLimits,
  partitions: number,
  { records, bytes }: { readonly records: number; readonly bytes: number },
): number {
  const room = Math.min(bytesPerPartition, total / Math.max(1, partitions));
  return Math.max(bytes / room, Math.min(records / enough.records, bytes / enough.bytes));
}
