import kafkajs from 'kafkajs';
import { bootstrapServers } from '../services/kafka/listeners.ts';
import type { Settings } from '../settings.ts';

export const topic = 'users_created';

/** In which the sink's mapping reads the topic. */
export const groupId = 'users-sink';

/** Lends a connection to the stack's Kafka for questions about topics and groups. */
export async function withKafkaAdmin<Result>(
  settings: Settings,
  work: (admin: kafkajs.Admin) => Promise<Result>,
): Promise<Result> {
  const client = new kafkajs.Kafka({
    brokers: [bootstrapServers(settings.ports).plaintext],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 3 },
  });
  const admin = client.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
