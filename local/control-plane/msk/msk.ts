import { bootstrapServers } from '../../services/kafka/listeners.ts';
import { scramLoginsFile } from '../../services/kafka/scram-logins-file.ts';
import { localstackClients } from '../clients.ts';
import type { Operations } from '../operation.ts';
import type { AwsService, AwsServiceOptions } from '../service.ts';
import { StateFile } from '../state-file.ts';
import { brokerAnswers, brokerAt } from './broker.ts';
import type { Cluster } from './cluster.ts';
import type { ClusterOperation } from './cluster-operation.ts';
import { clusterOperationOperations } from './cluster-operation-operations.ts';
import { clusterPolicyOperations } from './cluster-policy-operations.ts';
import { Clusters } from './clusters.ts';
import { configurationOperations } from './configuration-operations.ts';
import { type Configuration, Configurations } from './configurations.ts';
import { kafkaVersionOperations } from './kafka-versions.ts';
import { LifeCycle } from './life-cycle.ts';
import { lookUpClusters } from './look-up-clusters.ts';
import { makeClusters } from './make-clusters.ts';
import { Network } from './network.ts';
import { mskResourceTypes } from './resources/resource-types.ts';
import { loginReader, writeLogins } from './scram-logins.ts';
import { scramSecretOperations } from './scram-secret-operations.ts';
import { standingClusters } from './standing-clusters.ts';
import { tagOperations } from './tag-operations.ts';
import { topicOperations } from './topic-operations.ts';
import { updateClusters } from './update-clusters.ts';

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
