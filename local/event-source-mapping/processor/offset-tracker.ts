import type { EventRecord } from '../record.ts';

/** Follows the records of one partition that are being delivered. */
export class OffsetTracker {
  // In offset order, because a partition's batches are taken from its queue one after the other.
  #unresolved: number[] = [];
  #resolved = new Set<number>();

  /** The first offset that is not resolved; undefined when all are. */
  get first(): number | undefined {
    return this.#unresolved[0];
  }

  begin(records: readonly EventRecord[]): void {
    for (const { offset } of records) this.#unresolved.push(offset);
  }

  resolve(offsets: readonly number[]): void {
    for (const offset of offsets) this.#resolved.add(offset);
    let count = 0;
    for (const offset of this.#unresolved) {
      if (!this.#resolved.delete(offset)) break;
      count += 1;
    }
    if (count > 0) this.#unresolved = this.#unresolved.slice(count);
  }
}
