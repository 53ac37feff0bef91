import type { EventRecord } from '../record.ts';

/** The serialised records of one partition that wait for a batch, oldest first. */
export class PartitionQueue {
  readonly partition: number;
  /** When the oldest of what waits now became available. */
  waitingSinceMs = 0;
  #records: EventRecord[] = [];
  #head = 0;
  #bytes = 0;

  constructor(partition: number) {
    this.partition = partition;
  }

  get length(): number {
    return this.#records.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(records: readonly EventRecord[], nowMs: number): void {
    if (this.length === 0) this.waitingSinceMs = nowMs;
    for (const record of records) {
      this.#records.push(record);
      this.#bytes += record.bytes;
    }
  }

  peek(): EventRecord | undefined {
    return this.#records[this.#head];
  }

  shift(): EventRecord | undefined {
    const record = this.#records[this.#head];
    if (record === undefined) return undefined;
    this.#head += 1;
    this.#bytes -= record.bytes;
    this.#forgetTaken();
    return record;
  }

  #forgetTaken(): void {
    // Moving the rest only when half is gone keeps a shift at constant cost and lets go of what was taken.
    if (this.#head * 2 < this.#records.length) return;
    this.#records = this.#records.slice(this.#head);
    this.#head = 0;
  }
}
