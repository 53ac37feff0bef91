import { clusterArn, securedClusterArn } from '../../services/kafka/msk-clusters.ts';
import type { Cluster } from './cluster.ts';

const nobody = { plaintext: false, tls: false, mutualTls: false, scram: false, iam: false };
const standing = { state: 'ACTIVE', type: 'PROVISIONED', version: 'K1', brokers: 1 } as const;

/**
 * The broker as two clusters that need not be made. There are two, because an event source mapping takes the safest way
 * in that its cluster offers: behind the first one nothing pays for TLS on loopback.
 */
export const standingClusters: readonly Cluster[] = [
  { ...standing, arn: clusterArn, name: 'users-pipeline', access: { ...nobody, plaintext: true } },
  { ...standing, arn: securedClusterArn, name: 'secured', access: { ...nobody, tls: true, scram: true, iam: true } },
];
