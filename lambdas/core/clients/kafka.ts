import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import { generateAuthToken } from 'aws-msk-iam-sasl-signer-js';
import kafkajs from 'kafkajs';
import type { KafkaConfig } from '../config.ts';
import { ConfigurationError } from '../errors.ts';

/** A client of the MSK cluster, by TLS and IAM. @throws ConfigurationError when MSK offers no brokers for that. */
export async function createKafka(client: KafkaClient, { clusterArn }: KafkaConfig) {
  const answer = await client.send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }));
  const brokers = answer.BootstrapBrokerStringSaslIam;
  if (!brokers) throw new ConfigurationError(`${clusterArn} has no brokers for IAM clients: enable IAM in MSK.`);
  const region = await client.config.region();
  return new kafkajs.Kafka({
    clientId: 'users-pipeline',
    brokers: brokers.split(','),
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5000, retries: 8 },
    logLevel: kafkajs.logLevel.ERROR,
    ssl: true,
    sasl: {
      mechanism: 'oauthbearer',
      oauthBearerProvider: async () => ({ value: (await generateAuthToken({ region })).token }),
    },
  });
}
