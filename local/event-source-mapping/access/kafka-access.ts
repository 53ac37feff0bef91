import type { KafkaConfig } from 'kafkajs';

/** How to reach a Kafka cluster and who to be there, in kafkajs's own words. */
export interface KafkaAccess {
  /** host:port of each. */
  readonly brokers: readonly string[];
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
}
