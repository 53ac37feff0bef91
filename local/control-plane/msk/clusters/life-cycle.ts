import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Provisioned } from '@aws-sdk/client-kafka';
import { BackgroundWork, leastMs } from '../../background-work.ts';
import type { StateFile } from '../../state-file.ts';
import { partArn } from '../arn.ts';
import { type Cluster, isAtRest, newVersion } from './cluster.ts';
import { type ClusterOperation, difference } from './cluster-operation.ts';
import { requireState } from './cluster-state.ts';
import type { Clusters } from './clusters.ts';

interface LifeCycleOptions {
  readonly clusters: Clusters;
  readonly operations: StateFile<ClusterOperation>;
  /** Ends when the broker answers. @throws Error why it does not */
  readonly brokerAnswers: () => Promise<void>;
  readonly loginsChanged: () => void;
  readonly log: (line: string) => void;
}

// Of a cluster; the older ones are forgotten.
const mostOperations = 50;

/**
 * Takes clusters from one state to the next, one change of a cluster at a time. What a change makes of a cluster is
 * kept before it begins, so that what was under way when the process ended is finished by `resume`.
 */
export class LifeCycle {
  readonly #options: LifeCycleOptions;
  readonly #work = new BackgroundWork();

  constructor(options: LifeCycleOptions) {
    this.#options = options;
  }

  /** It is ACTIVE as soon as the broker answers, else FAILED. */
  create(cluster: Omit<Cluster, 'state' | 'version' | 'created'>): Cluster {
    const created = new Date().toISOString();
    return this.#begin({ ...cluster, state: 'CREATING', version: newVersion(), created });
  }

  /** @throws AwsError BadRequestException when something else is under way */
  change(cluster: Cluster, type: string, wanted: Provisioned, state: Cluster['state'] = 'UPDATING'): ClusterOperation {
    requireState(cluster, ['ACTIVE']);
    const operation: ClusterOperation = {
      arn: partArn('cluster-operation', cluster.arn, randomUUID()),
      clusterArn: cluster.arn,
      type,
      state: 'UPDATE_IN_PROGRESS',
      created: new Date().toISOString(),
      ...difference(cluster.provisioned as Provisioned, wanted),
      wanted,
    };
    this.#keep(operation);
    this.#begin({ ...cluster, state, operationArn: operation.arn });
    return operation;
  }

  /** @throws AwsError BadRequestException when something else is under way */
  delete(cluster: Cluster): Cluster {
    requireState(cluster, ['ACTIVE', 'FAILED']);
    this.#options.clusters.requireDeletable(cluster);
    return this.#begin({ ...cluster, state: 'DELETING' });
  }

  /** Ends when nothing is under way there. @returns undefined when it is gone */
  async settled(arn: string): Promise<Cluster | undefined> {
    await this.#work.settled(arn);
    return this.#options.clusters.get(arn);
  }

  /** Goes on with what was under way when the control plane ended. */
  resume(): void {
    for (const cluster of this.#options.clusters.all()) if (!isAtRest(cluster)) this.#begin(cluster);
  }

  /** Ends once nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#work.allSettled();
  }

  #keep(operation: ClusterOperation): void {
    const { operations } = this.#options;
    const ofCluster = operations.all().filter(({ clusterArn }) => clusterArn === operation.clusterArn);
    for (const { arn } of ofCluster.slice(0, 1 - mostOperations)) operations.delete(arn);
    operations.set(operation.arn, operation);
  }

  #begin(cluster: Cluster): Cluster {
    const { arn } = this.#options.clusters.set(cluster);
    const leave = (error: Error) => this.#options.log(`${arn} is left in its state: ${error.stack}`);
    this.#work.add(arn, () => this.#finish(arn).catch(leave));
    return cluster;
  }

  async #finish(arn: string): Promise<void> {
    const answer = this.#options.brokerAnswers().then(
      () => undefined,
      (error: Error) => error.message,
    );
    const [problem] = await Promise.all([answer, wait(leastMs)]);
    // It may have got tags meanwhile.
    const cluster = this.#options.clusters.get(arn) as Cluster;
    if (cluster.state === 'CREATING') this.#finishCreation(cluster, problem);
    else if (cluster.state === 'DELETING') this.#finishDeletion(cluster);
    else this.#finishChange(cluster, problem);
  }

  #finishCreation(cluster: Cluster, problem: string | undefined): void {
    const failed = { state: 'FAILED', stateInfo: { Code: 'BrokerNotReachable', Message: problem } } as const;
    this.#options.clusters.set({ ...cluster, ...(problem === undefined ? { state: 'ACTIVE' } : failed) });
  }

  #finishDeletion({ arn }: Cluster): void {
    const { clusters, operations, loginsChanged } = this.#options;
    clusters.delete(arn);
    for (const operation of operations.all()) if (operation.clusterArn === arn) operations.delete(operation.arn);
    loginsChanged();
  }

  #finishChange({ operationArn = '', ...cluster }: Cluster, problem: string | undefined): void {
    const operation = this.#options.operations.get(operationArn);
    const ended = new Date().toISOString();
    if (operation) {
      const end =
        problem === undefined
          ? ({ state: 'UPDATE_COMPLETE', ended } as const)
          : ({ state: 'UPDATE_FAILED', ended, error: problem } as const);
      this.#options.operations.set(operationArn, { ...operation, ...end });
    }
    const changed = problem === undefined && operation ? { provisioned: operation.wanted, version: newVersion() } : {};
    this.#options.clusters.set({ ...cluster, state: 'ACTIVE', ...changed });
  }
}
