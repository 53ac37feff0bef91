import kafkajs from 'kafkajs';
import { bootstrapServers } from '../services/kafka/listeners.ts';
import { withAdmin } from '../services/kafka/with-admin.ts';
import type { Settings } from '../settings.ts';

export const topic = 'users_created';

/** In which the sink's mapping reads the topic. */
export const groupId = 'users-sink';

/** Lends a connection to the stack's Kafka for questions about topics and groups. */
export function withKafkaAdmin<Result>(
  settings: Settings,
  work: (admin: kafkajs.Admin) => Promise<Result>,
): Promise<Result> {
  return withAdmin(kafkaClient(settings), work);
}

/** A client of the stack's Kafka that is not connected yet, without a login. */
export function kafkaClient(settings: Settings, limits: Partial<kafkajs.KafkaConfig> = {}): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: [bootstrapServers(settings).plaintext],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 3 },
    ...limits,
  });
}
