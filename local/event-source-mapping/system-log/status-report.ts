import type { KafkaAccess } from '../access/kafka-access.ts';
import type { PartitionPosition } from '../poller/assignments.ts';
import type { KafkaSource } from '../poller/kafka-source.ts';
import { partitionName } from '../source.ts';
import { connectionSecurity } from './connection-security.ts';
import type { SystemLog } from './system-log.ts';

export interface StatusReportOptions {
  readonly topic: string;
  readonly groupId: string;
  readonly access: KafkaAccess;
  readonly source: Pick<KafkaSource, 'offsetRanges'>;
  readonly log: Pick<SystemLog, 'takes' | 'write'>;
}

/** Tells the system log which partitions the consumer has, at each change, and how far it is in them, time and again. */
export class StatusReport {
  readonly #options: StatusReportOptions;
  #generation = 0;
  #timer: NodeJS.Timeout | undefined;
  #telling = false;

  constructor(options: StatusReportOptions) {
    this.#options = options;
  }

  /** Waits for nothing: Kafka is asked for the topic's partitions meanwhile. */
  assigned(memberId: string, partitions: readonly number[]): void {
    this.#generation += 1;
    if (this.#options.log.takes('INFO')) void this.#tellConnection(memberId, partitions, this.#generation);
  }

  start(positions: () => ReadonlyMap<number, PartitionPosition>, everyMs: number): void {
    if (!this.#options.log.takes('DEBUG')) return;
    this.#timer = setInterval(() => {
      if (!this.#telling) void this.#tellOffsets(positions);
    }, everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #tellConnection(consumerId: string, partitions: readonly number[], generation: number): Promise<void> {
    const { topic, groupId, access, source, log } = this.#options;
    const all = await source.offsetRanges().catch(() => undefined);
    log.write({
      kafkaEventSourceConnection: {
        brokerEndpoints: access.brokers.join(','),
        consumerId,
        topics: [topic],
        consumerGroupId: groupId,
        ...connectionSecurity(access),
        totalPartitionCount: all?.size,
        assignedPartitionCount: partitions.length,
        partitionsAssignmentGeneration: generation,
        assignedPartitions: partitions.map((partition) => partitionName(topic, partition)),
      },
    });
  }

  async #tellOffsets(positions: () => ReadonlyMap<number, PartitionPosition>): Promise<void> {
    const { topic, source, log } = this.#options;
    this.#telling = true;
    const ranges = await source.offsetRanges().catch(() => undefined);
    this.#telling = false;
    for (const [partition, { fetchOffset, resolvedOffset, committedOffset }] of positions()) {
      const range = ranges?.get(partition);
      if (range === undefined) continue;
      log.write({
        kafkaPartitionOffsets: {
          partition: partitionName(topic, partition),
          endOffset: range.high,
          consumedOffset: fetchOffset - 1,
          processedOffset: resolvedOffset - 1,
          committedOffset,
        },
      });
    }
  }
}
