import type { OffsetRange } from './letter.ts';

/** What a partition holds: from `low` on, and below `high`. */
export interface PartitionBounds {
  readonly low: number;
  readonly high: number;
}

type Wanted = Pick<OffsetRange, 'first' | 'last'>;

/** Goes once through the wanted offsets of one partition, in their order. */
export class PartitionScan {
  #wanted: Wanted[];
  #position = 0;

  /** Offsets that the partition does not hold are not looked for. */
  constructor(wanted: readonly Wanted[], { low, high }: PartitionBounds) {
    const inside = wanted.map(({ first, last }) => ({ first: Math.max(first, low), last: Math.min(last, high - 1) }));
    this.#wanted = inside.filter(({ first, last }) => first <= last).sort((a, b) => a.first - b.first);
  }

  /** Where to read next; undefined when everything was looked at. */
  get next(): number | undefined {
    const [wanted] = this.#wanted;
    return wanted && Math.max(wanted.first, this.#position);
  }

  /** Whether all that is wanted up to this offset was looked at. */
  isPast(offset: number): boolean {
    return this.next === undefined || this.#position > offset;
  }

  /** Whether the record at the offset is wanted, and was not looked at before. */
  wants(offset: number): boolean {
    return offset >= this.#position && this.#wanted.some(({ first, last }) => first <= offset && offset <= last);
  }

  /** Takes note that everything before this offset was looked at. */
  moveTo(position: number): void {
    this.#position = Math.max(this.#position, position);
    while (this.#wanted[0] && this.#wanted[0].last < this.#position) this.#wanted.shift();
  }
}
