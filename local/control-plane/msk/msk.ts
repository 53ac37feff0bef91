import { bootstrapServers } from '../../services/kafka/listeners.ts';
import type { Settings } from '../../settings.ts';
import type { Operations } from '../operation.ts';
import type { ResourceTypes } from '../resource.ts';
import { StateFile } from '../state-file.ts';
import type { Cluster } from './cluster.ts';
import { Clusters } from './clusters.ts';
import { lookUpClusters } from './look-up-clusters.ts';
import { standingClusters } from './standing-clusters.ts';

export interface MskOptions {
  readonly settings: Pick<Settings, 'ports'>;
  /** The file of a kind of things. */
  readonly stateOf: (name: string) => string;
}

/** The API of MSK, over the stack's one broker: every cluster is a view of it. */
export function openMsk({ settings, stateOf }: MskOptions): { operations: Operations; resourceTypes: ResourceTypes } {
  const clusters = new Clusters(standingClusters, new StateFile<Cluster>(stateOf('msk-clusters')));
  return {
    operations: lookUpClusters(clusters, bootstrapServers(settings.ports)),
    resourceTypes: {},
  };
}
