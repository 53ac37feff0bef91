/** Where a mapping's records come from, as the event and the failure records name it. */
export interface EventSource {
  readonly kind: 'aws:kafka' | 'SelfManagedKafka';
  /** Of the MSK cluster; a self-managed cluster has none. */
  readonly arn?: string;
  /** Comma-separated host:port. */
  readonly bootstrapServers: string;
  readonly topic: string;
}

/** The name of a partition in events, batch responses and failure records. */
export function partitionName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}
