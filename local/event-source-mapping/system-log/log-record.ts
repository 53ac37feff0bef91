/** What a mapping's LoggingConfig may ask for, from most detail to least. */
export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN';

/** What stands in each of a mapping's log records. */
export interface LogOrigin {
  /** ARN of the mapping. */
  readonly resourceArn: string;
  /** Undefined for a cluster of one's own. */
  readonly eventSourceArn: string | undefined;
  /** The mapping's UUID and the number of the consumer. */
  readonly eventProcessorId: string;
}

/** A consumer as it was built, or as the group has changed its partitions. */
export interface KafkaEventSourceConnection {
  /** host:port of each, comma-separated. */
  readonly brokerEndpoints: string;
  readonly consumerId: string;
  readonly topics: readonly string[];
  readonly consumerGroupId: string;
  readonly securityProtocol: string;
  readonly saslMechanism?: string;
  /** Undefined when Kafka did not say it. */
  readonly totalPartitionCount: number | undefined;
  readonly assignedPartitionCount: number;
  readonly partitionsAssignmentGeneration: number;
  /** topic-partition of each. */
  readonly assignedPartitions: readonly string[];
}

/** How far a partition is: the first and the last are offsets of the next record, the others of the last one. */
export interface KafkaPartitionOffsets {
  /** topic-partition. */
  readonly partition: string;
  readonly endOffset: number;
  readonly consumedOffset: number;
  readonly processedOffset: number;
  readonly committedOffset: number;
}

/** What is logged, under AWS's names; each kind has a level of its own. */
export type LogContent =
  | { readonly error: { readonly errorMessage: string; readonly errorCode: string } }
  | { readonly kafkaEventSourceConnection: KafkaEventSourceConnection }
  | { readonly kafkaPartitionOffsets: KafkaPartitionOffsets };

const levels: readonly SystemLogLevel[] = ['DEBUG', 'INFO', 'WARN'];

/** Whether a log of the one level takes what is of the other. */
export function takes(level: SystemLogLevel, other: SystemLogLevel): boolean {
  return levels.indexOf(other) >= levels.indexOf(level);
}

export function levelOf(content: LogContent): SystemLogLevel {
  if ('error' in content) return 'WARN';
  return 'kafkaEventSourceConnection' in content ? 'INFO' : 'DEBUG';
}

const eventTypes: Readonly<Record<SystemLogLevel, string>> = {
  WARN: 'ESM_PROCESSING_EVENT',
  INFO: 'POLLER_STATUS_EVENT',
  DEBUG: 'KAFKA_STATUS_EVENT',
};

/** A log record as AWS documents it, in JSON. */
export function logRecord(origin: LogOrigin, content: LogContent, timestampMs: number): string {
  const { resourceArn, eventSourceArn, eventProcessorId } = origin;
  const logLevel = levelOf(content);
  const head = { eventType: eventTypes[logLevel], timestamp: timestampMs };
  return JSON.stringify({ ...head, resourceArn, eventSourceArn, eventProcessorId, logLevel, ...content });
}
