import type { KafkaRecord } from '../record.ts';

/** What a consumer of one topic tells. None of these may block: the group's heartbeats run on the same thread. */
export interface KafkaHandlers {
  /** A rebalance has begun: what is committed from now on may be for a partition that is lost. */
  joining(): void;
  /** The rebalance has ended. Another member id means that partitions may have belonged to others meanwhile. */
  assigned(memberId: string, partitions: readonly number[]): void;
  /** Records that continue where the partition's last ones ended, or begin where `seek` said. */
  fetched(fetched: FetchedRecords): void;
}

export interface FetchedRecords {
  readonly partition: number;
  readonly records: readonly KafkaRecord[];
  /** Where the next fetch continues: behind the last record, markers of transactions included. */
  readonly nextOffset: number;
}

export interface OffsetRange {
  readonly low: number;
  readonly high: number;
}

/** A Kafka consumer of one topic in one group, and the questions about offsets that go with it. */
export interface KafkaSource {
  /** Joins the group. @throws when the cluster or the topic cannot be reached. */
  start(handlers: KafkaHandlers): Promise<void>;
  /** Rejects when the consumer has ended by itself. */
  readonly failed: Promise<never>;
  seek(partition: number, offset: number): void;
  pause(partition: number): void;
  resume(partition: number): void;
  /** Commits once, as the member that the consumer is now. */
  commit(offsets: ReadonlyMap<number, number>): Promise<void>;
  /** Only of partitions with a committed offset. */
  committedOffsets(): Promise<Map<number, number>>;
  offsetRanges(): Promise<Map<number, OffsetRange>>;
  /** The first offset with this timestamp or a later one; the end where there is none. */
  offsetsAt(timestampMs: number): Promise<Map<number, number>>;
  /** Leaves the group and closes the connections. */
  stop(): Promise<void>;
}
