import type { KafkaRecord } from '../event-source-mapping/record.ts';
import type { Place } from './entry.ts';

/** Of each partition: from the first offset up to the second one, without it. */
export type Ranges = ReadonlyMap<number, { readonly low: number; readonly high: number }>;

export interface NewRecord {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: KafkaRecord['headers'];
}

/** The topic, as it is compared and written to. */
export interface Topic {
  readonly name: string;
  readonly groupId: string;
  /** Where each partition begins and ends now. */
  ranges(): Promise<Ranges>;
  /** How many records below the ends the sink's group has not committed. */
  countUnderWay(ends: Ranges): Promise<number>;
  /** Hands over every record of the ranges, those of a partition in their order; it waits for what it hands them to. */
  scan(ranges: Ranges, take: (record: KafkaRecord) => Promise<void> | void, signal: AbortSignal): Promise<void>;
  /** Resolves when all in-sync replicas have them. */
  publish(records: readonly NewRecord[]): Promise<void>;
}

export function countRecords(ranges: Ranges): number {
  return [...ranges.values()].reduce((sum, { low, high }) => sum + Math.max(0, high - low), 0);
}

/** Offsets by partition. */
export class Places {
  readonly #offsets = new Map<number, Set<number>>();

  add({ partition, offset }: Place): void {
    const own = this.#offsets.get(partition) ?? new Set();
    this.#offsets.set(partition, own.add(offset));
  }

  has({ partition, offset }: Place): boolean {
    return this.#offsets.get(partition)?.has(offset) ?? false;
  }

  get size(): number {
    return [...this.#offsets.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The least that must be read to see all of them. */
  ranges(): Ranges {
    const around = (offsets: Set<number>) => {
      let [low, high] = [Number.POSITIVE_INFINITY, 0];
      for (const offset of offsets) [low, high] = [Math.min(low, offset), Math.max(high, offset + 1)];
      return { low, high };
    };
    return new Map([...this.#offsets].map(([partition, offsets]) => [partition, around(offsets)]));
  }
}
