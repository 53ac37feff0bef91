import { bootstrapServers } from '../../services/kafka/listeners.ts';
import { scramLoginsFile } from '../../services/kafka/scram-logins-file.ts';
import { localstackClients } from '../clients.ts';
import type { Operations } from '../operation.ts';
import type { AwsService, AwsServiceOptions } from '../service.ts';
import { StateFile } from '../state-file.ts';
import { brokerAnswers, brokerAt } from './clusters/broker.ts';
import type { Cluster } from './clusters/cluster.ts';
import type { ClusterOperation } from './clusters/cluster-operation.ts';
import { clusterOperationOperations } from './clusters/cluster-operation-operations.ts';
import { clusterPolicyOperations } from './clusters/cluster-policy-operations.ts';
import { Clusters } from './clusters/clusters.ts';
import { LifeCycle } from './clusters/life-cycle.ts';
import { lookUpClusters } from './clusters/look-up-clusters.ts';
import { makeClusters } from './clusters/make-clusters.ts';
import { Network } from './clusters/network.ts';
import { standingClusters } from './clusters/standing-clusters.ts';
import { updateClusters } from './clusters/update-clusters.ts';
import { configurationOperations } from './configurations/configuration-operations.ts';
import { type Configuration, Configurations } from './configurations/configurations.ts';
import { kafkaVersionOperations } from './configurations/kafka-versions.ts';
import { mskResourceTypes } from './resources/resource-types.ts';
import { loginReader, writeLogins } from './scram-secrets/scram-logins.ts';
import { scramSecretOperations } from './scram-secrets/scram-secret-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { topicOperations } from './topics/topic-operations.ts';

/** The API of MSK, over the stack's one broker: every cluster is a view of it. */
export function openMsk({ settings, stateOf, log }: AwsServiceOptions): AwsService {
  const clusters = new Clusters(standingClusters, new StateFile<Cluster>(stateOf('msk-clusters')));
  const operations = new StateFile<ClusterOperation>(stateOf('msk-operations'));
  const configurations = new Configurations(new StateFile<Configuration>(stateOf('msk-configurations')), clusters);
  const servers = bootstrapServers(settings);
  const broker = brokerAt(servers.plaintext);
  const loginsChanged = () => writeLogins(scramLoginsFile(settings.stateDir), clusters);
  const lifeCycle = new LifeCycle({
    clusters,
    operations,
    brokerAnswers: () => brokerAnswers(broker),
    loginsChanged,
    log,
  });
  const clients = localstackClients(settings);
  const network = new Network(clients);
  const readLogin = loginReader(clients);
  const all: Operations = {
    ...lookUpClusters(clusters, servers),
    ...makeClusters({ clusters, lifeCycle, surroundings: { network, configurations } }),
    ...updateClusters({ clusters, lifeCycle, configurations }),
    ...clusterOperationOperations(clusters, operations),
    ...clusterPolicyOperations(clusters),
    ...configurationOperations(configurations),
    ...kafkaVersionOperations(clusters),
    ...scramSecretOperations({ clusters, readLogin, loginsChanged }),
    ...tagOperations(clusters),
    ...topicOperations(clusters, broker),
  };
  return {
    operations: all,
    resourceTypes: mskResourceTypes({ operations: all, clusters, lifeCycle }),
    start() {
      loginsChanged();
      lifeCycle.resume();
    },
    stop: () => lifeCycle.stop(),
  };
}
