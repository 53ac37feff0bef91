import type { Provisioned } from '@aws-sdk/client-kafka';
import { clusterArn, securedClusterArn } from '../../../services/kafka/msk-clusters.ts';
import type { Cluster } from './cluster.ts';

const standing = { state: 'ACTIVE', version: 'K1', created: '2026-01-01T00:00:00.000Z', tags: {} } as const;

/** A cluster of the one broker. */
const oneBroker: Provisioned = {
  BrokerNodeGroupInfo: { ClientSubnets: [], InstanceType: 'kafka.t3.small' },
  CurrentBrokerSoftwareInfo: { KafkaVersion: '4.1.x.kraft' },
  EnhancedMonitoring: 'DEFAULT',
  NumberOfBrokerNodes: 1,
  StorageMode: 'LOCAL',
};

/**
 * The broker as two clusters that need not be made. There are two, because an event source mapping takes the safest way
 * in that its cluster offers: behind the first one nothing pays for TLS on loopback.
 */
export const standingClusters: readonly Cluster[] = [
  {
    ...standing,
    arn: clusterArn,
    name: 'local',
    provisioned: { ...oneBroker, EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'PLAINTEXT' } } },
  },
  {
    ...standing,
    arn: securedClusterArn,
    name: 'secured',
    provisioned: {
      ...oneBroker,
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
      ClientAuthentication: {
        Sasl: { Iam: { Enabled: true }, Scram: { Enabled: true } },
        Unauthenticated: { Enabled: true },
      },
    },
  },
];
