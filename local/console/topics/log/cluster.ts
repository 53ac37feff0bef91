import type { Broker, Cluster, Kafka } from 'kafkajs';
import '../../../event-source-mapping/poller/calm-kafkajs.ts';

type CreateCluster = (options: { allowAutoTopicCreation: boolean; metadataMaxAge: number }) => Cluster;

/** What kafkajs's types leave out of a broker. */
export interface FetchingBroker extends Broker {
  readonly connectionPool: {
    send(protocol: {
      readonly request: unknown;
      readonly response: unknown;
      readonly requestTimeout: number;
    }): Promise<unknown>;
  };
}

const metadataMaxAgeMs = 10_000;

/**
 * The connections of a client as kafkajs has them below its consumers, whose groups take a second to join and stay
 * behind: whoever only looks at records at known offsets needs none. Not connected yet.
 * @throws Error with another release of kafkajs
 */
export function clusterOf(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const create = symbol && (kafka as unknown as Record<symbol, CreateCluster>)[symbol];
  if (!create) throw new Error('This release of kafkajs makes its connections in another way.');
  return create({ allowAutoTopicCreation: false, metadataMaxAge: metadataMaxAgeMs });
}
