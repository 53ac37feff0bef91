import type { EventRecord } from '../record.ts';

/** Follows the records of one partition that are being delivered, and knows how far its offset may be committed. */
export class OffsetTracker {
  // In offset order, because a partition's batches are taken from its queue one after the other.
  #unresolved: number[] = [];
  #resolved = new Set<number>();

  get idle(): boolean {
    return this.#unresolved.length === 0;
  }

  begin(records: readonly EventRecord[]): void {
    for (const { offset } of records) this.#unresolved.push(offset);
  }

  /** Returns the offset to commit (one past the last record with nothing unresolved before it), if it moved. */
  resolve(offsets: readonly number[]): number | undefined {
    for (const offset of offsets) this.#resolved.add(offset);

    let count = 0;
    let last: number | undefined;
    for (const offset of this.#unresolved) {
      if (!this.#resolved.delete(offset)) break;
      last = offset;
      count += 1;
    }
    if (last === undefined) return undefined;
    this.#unresolved = this.#unresolved.slice(count);
    return last + 1;
  }
}
