import kafkajs, { type Admin } from 'kafkajs';
import { withAdmin } from '../../../services/kafka/with-admin.ts';

/** The stack's broker, as its administrator. */
export interface Broker {
  /** @throws Error when it cannot be reached */
  withAdmin<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result>;
}

/** Each piece of work has a connection of its own: they are rare, and the broker may have been started anew. */
export function brokerAt(bootstrapServers: string): Broker {
  const client = new kafkajs.Kafka({
    clientId: 'control-plane',
    brokers: [bootstrapServers],
    connectionTimeout: 2000,
    requestTimeout: 5000,
    retry: { retries: 2, initialRetryTime: 50 },
    logLevel: kafkajs.logLevel.NOTHING,
  });
  return { withAdmin: (work) => withAdmin(client, work) };
}

/** Ends when it answers. @throws Error when it does not */
export function brokerAnswers(broker: Broker): Promise<void> {
  return broker.withAdmin(async (admin) => void (await admin.describeCluster()));
}
