import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { Bounds, FetchedRecords } from '../log/topic-log.ts';

/** One partition's records in one direction, a few at a time. */
export interface Lane {
  /** The next record, if it is read already. */
  readonly head: KafkaRecord | undefined;
  /** Whether there is nothing more. */
  readonly isOver: boolean;
  /** Where the records that were not shifted off begin, or, of an older lane, end. */
  readonly position: number;
  /** Where to read next. */
  readonly wanted: number;
  shift(): void;
  /** @returns whether it has come further */
  take(fetched: FetchedRecords): boolean;
}

export class NewerLane implements Lane {
  readonly #end: number;
  #records: readonly KafkaRecord[] = [];
  #index = 0;
  #next: number;

  constructor({ low, high }: Bounds) {
    this.#next = low;
    this.#end = high;
  }

  get head(): KafkaRecord | undefined {
    return this.#records[this.#index];
  }

  get isOver(): boolean {
    return this.head === undefined && this.#next >= this.#end;
  }

  get position(): number {
    return this.head?.offset ?? this.#next;
  }

  get wanted(): number {
    return this.#next;
  }

  shift(): void {
    this.#index += 1;
  }

  take({ next, records }: FetchedRecords): boolean {
    const begin = this.#next;
    this.#records = records.filter(({ offset }) => begin <= offset && offset < this.#end);
    this.#index = 0;
    this.#next = Math.min(next, this.#end);
    return this.#next > begin;
  }
}

const growth = 4;
const mostOffsets = 65_536;

/** Kafka reads only forwards: a window before what is known is read whole, then turned round. */
export class OlderLane implements Lane {
  readonly #low: number;
  readonly #windowBytes: number;
  #records: readonly KafkaRecord[] = [];
  #index = 0;
  /** What is at this offset or behind it was read. */
  #end: number;
  #window: number;
  #collected: KafkaRecord[] = [];
  #first: number;
  #next: number;

  /** @param windowBytes how much is read at once, about */
  constructor(
    { low, high }: Bounds,
    { window, windowBytes }: { readonly window: number; readonly windowBytes: number },
  ) {
    this.#low = low;
    this.#end = high;
    this.#window = window;
    this.#windowBytes = windowBytes;
    this.#first = Math.max(low, high - window);
    this.#next = this.#first;
  }

  get head(): KafkaRecord | undefined {
    return this.#records[this.#index];
  }

  get isOver(): boolean {
    return this.head === undefined && this.#end <= this.#low;
  }

  get position(): number {
    return this.head === undefined ? this.#end : this.head.offset + 1;
  }

  get wanted(): number {
    return this.#next;
  }

  shift(): void {
    this.#index += 1;
  }

  take({ first, next, records }: FetchedRecords): boolean {
    // A batch comes whole: what of it is before the window is there as well.
    if (this.#collected.length === 0 && this.#next === this.#first)
      this.#first = Math.max(this.#low, Math.min(this.#first, first));
    const from = this.#collected.at(-1)?.offset ?? this.#first - 1;
    this.#collected.push(...records.filter(({ offset }) => from < offset && offset < this.#end));
    const hasMoved = next > this.#next;
    this.#next = Math.max(this.#next, next);
    if (this.#next >= this.#end) this.#turnRound();
    return hasMoved;
  }

  #turnRound(): void {
    this.#window = Math.min(this.#window * growth, this.#affordable(), mostOffsets);
    this.#records = this.#collected.reverse();
    this.#index = 0;
    this.#end = this.#first;
    this.#collected = [];
    this.#first = Math.max(this.#low, this.#end - this.#window);
    this.#next = this.#first;
  }

  /** How many offsets have so many bytes, by those of the last window. */
  #affordable(): number {
    const bytes = this.#collected.reduce((sum, record) => sum + sizeOf(record), 0);
    return Math.max(1, Math.floor((this.#windowBytes * (this.#end - this.#first)) / Math.max(1, bytes)));
  }
}

/** Of key, value and headers. */
export function sizeOf({ key, value, headers }: KafkaRecord): number {
  const ofHeaders = headers.reduce((sum, [name, bytes]) => sum + name.length + (bytes?.length ?? 0), 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + ofHeaders;
}
