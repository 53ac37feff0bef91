import { GetBootstrapBrokersCommand, type GetBootstrapBrokersResponse, type KafkaClient } from '@aws-sdk/client-kafka';
import { generateAuthToken } from 'aws-msk-iam-sasl-signer-js';
import kafkajs, { type KafkaConfig as KafkajsConfig } from 'kafkajs';
import type { KafkaConfig } from '../config.ts';
import { ConfigurationError } from '../errors.ts';

type Authentication = KafkaConfig['authentication'];

/** Where MSK says which brokers take connections of this kind. */
const brokersOf: Record<Authentication, keyof GetBootstrapBrokersResponse> = {
  plaintext: 'BootstrapBrokerString',
  tls: 'BootstrapBrokerStringTls',
  iam: 'BootstrapBrokerStringSaslIam',
};

/** A client of the MSK cluster; MSK is asked for its brokers. @throws ConfigurationError when it offers none. */
export async function createKafka(client: KafkaClient, { clusterArn, authentication }: KafkaConfig) {
  const answer = await client.send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }));
  const brokers = answer[brokersOf[authentication]];
  if (typeof brokers !== 'string' || brokers === '') {
    throw new ConfigurationError(`${clusterArn} has no brokers for ${authentication} connections: enable them in MSK.`);
  }
  const region = await client.config.region();
  return new kafkajs.Kafka({
    clientId: 'users-pipeline',
    brokers: brokers.split(','),
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5000, retries: 8 },
    logLevel: kafkajs.logLevel.ERROR,
    ...connectionOptions(authentication, region),
  });
}

function connectionOptions(authentication: Authentication, region: string): Partial<KafkajsConfig> {
  switch (authentication) {
    case 'plaintext':
      return {};
    case 'tls':
      return { ssl: true };
    case 'iam':
      return {
        ssl: true,
        sasl: {
          mechanism: 'oauthbearer',
          oauthBearerProvider: async () => ({ value: (await generateAuthToken({ region })).token }),
        },
      };
  }
}
