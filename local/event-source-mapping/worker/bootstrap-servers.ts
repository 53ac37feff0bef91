import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import type { Mapping } from './mapping.ts';

export type FindBootstrapServers = (cluster: Mapping['cluster']) => Promise<string>;

/** Asks MSK for the brokers of a cluster named by its ARN; a cluster of one's own names them itself. */
export function bootstrapServersFinder(client: KafkaClient): FindBootstrapServers {
  return async (cluster) => {
    if ('bootstrapServers' in cluster) return cluster.bootstrapServers;
    const { BootstrapBrokerString } = await client.send(new GetBootstrapBrokersCommand({ ClusterArn: cluster.arn }));
    if (BootstrapBrokerString) return BootstrapBrokerString;
    throw new Error(`${cluster.arn} offers no plaintext brokers, and this poller cannot authenticate yet.`);
  };
}
