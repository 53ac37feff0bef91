import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { Bounds, FetchedRecords, Positions } from '../log/topic-log.ts';
import { type Lane, NewerLane, OlderLane, sizeOf } from './lanes.ts';

export type Direction = 'newer' | 'older';

export interface ReadingOrder {
  readonly direction: Direction;
  /** What is read of each partition. */
  readonly stretches: ReadonlyMap<number, Bounds>;
  /** Of an older lane at first, in offsets. */
  readonly window: number;
  /** How much of each partition is read at once, about. */
  readonly windowBytes: number;
}

/** Rejects when it is out of time. */
export type Fetch = (positions: Positions) => Promise<readonly FetchedRecords[]>;

/** A broker has room for few partitions in one answer: the others come with the next one. */
const mostEmptyAnswers = 5;

/**
 * Reads several partitions as one, by the times of their records; those of one partition keep their order. Memory is that
 * of one window of each.
 */
export class TimeOrder {
  readonly #fetch: Fetch;
  readonly #lanes: ReadonlyMap<number, Lane>;
  readonly #isBefore: (one: KafkaRecord, other: KafkaRecord) => boolean;
  /** Of the records that were given out. */
  bytes = 0;

  constructor({ direction, stretches, ...window }: ReadingOrder, fetch: Fetch) {
    this.#fetch = fetch;
    const lane = (bounds: Bounds) => (direction === 'newer' ? new NewerLane(bounds) : new OlderLane(bounds, window));
    this.#lanes = new Map([...stretches].map(([partition, bounds]) => [partition, lane(bounds)]));
    this.#isBefore =
      direction === 'newer'
        ? (one, other) => one.timestampMs < other.timestampMs
        : (one, other) => one.timestampMs > other.timestampMs;
  }

  /** Where what was not given out yet begins, or, reading older ones, ends. */
  get positions(): Map<number, number> {
    return new Map([...this.#lanes].map(([partition, lane]) => [partition, lane.position]));
  }

  /** The next record. @returns undefined when one has to be read first, or there are no more */
  take(): KafkaRecord | undefined {
    const lane = this.#firstLane();
    const record = lane?.head;
    if (!lane || !record) return undefined;
    this.bytes += sizeOf(record);
    lane.shift();
    return record;
  }

  /** Reads what the next record may be among. @throws what `fetch` rejects with */
  async fill(): Promise<void> {
    for (let emptyAnswers = 0; emptyAnswers < mostEmptyAnswers; ) {
      const dry = [...this.#lanes].filter(([, lane]) => isDry(lane));
      if (dry.length === 0) return;
      const fetched = await this.#fetch(new Map(dry.map(([partition, lane]) => [partition, lane.wanted])));
      const moved = fetched.filter((one) => this.#lanes.get(one.partition)?.take(one));
      emptyAnswers = moved.length > 0 ? 0 : emptyAnswers + 1;
    }
    const stuck = [...this.#lanes].find(([, lane]) => isDry(lane));
    throw new Error(`Kafka gives no records of partition ${stuck?.[0]} from offset ${stuck?.[1].wanted} on.`);
  }

  /** The next record, read if it has to be. @returns undefined when there are no more */
  async next(): Promise<KafkaRecord | undefined> {
    const record = this.take();
    if (record) return record;
    await this.fill();
    return this.take();
  }

  /** None when one has to be read first. */
  #firstLane(): Lane | undefined {
    let first: Lane | undefined;
    for (const lane of this.#lanes.values()) {
      if (isDry(lane)) return undefined;
      if (lane.head && (!first?.head || this.#isBefore(lane.head, first.head))) first = lane;
    }
    return first;
  }
}

function isDry(lane: Lane): boolean {
  return lane.head === undefined && !lane.isOver;
}
