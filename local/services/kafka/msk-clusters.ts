import type { Ports } from '../../settings.ts';
import { bootstrapServers } from './listeners.ts';

/** The ARN under which the local cluster answers the MSK API. */
export const clusterArn =
  'arn:aws:kafka:us-east-1:000000000000:cluster/users-pipeline/11111111-1111-4111-8111-111111111111-1';

/** The same cluster, as one that lets nobody in without TLS. */
export const securedClusterArn =
  'arn:aws:kafka:us-east-1:000000000000:cluster/secured/22222222-2222-4222-8222-222222222222-2';

/**
 * What the local MSK knows. The broker is there twice, because an event source mapping takes the safest way that its
 * cluster offers: were it one cluster, the pipeline's own mapping would pay for TLS on loopback.
 */
export function mskClusters(ports: Ports) {
  const { plaintext, tls, scram, iam } = bootstrapServers(ports);
  return [
    { arn: clusterArn, name: 'users-pipeline', bootstrapBrokers: { plaintext } },
    { arn: securedClusterArn, name: 'secured', bootstrapBrokers: { tls, scram, iam } },
  ];
}
