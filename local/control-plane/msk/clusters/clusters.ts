import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { isOwn, requireArn } from '../arn.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import type { Cluster } from './cluster.ts';

/** The clusters of all accounts and Regions. */
export class Clusters {
  readonly #standing: ReadonlyMap<string, Cluster>;
  readonly #made: StateFile<Cluster>;

  /** @param standing those that are there without anybody making them; changed, they are kept like others */
  constructor(standing: readonly Cluster[], made: StateFile<Cluster>) {
    this.#standing = new Map(standing.map((cluster) => [cluster.arn, cluster]));
    this.#made = made;
  }

  get(arn: string): Cluster | undefined {
    return this.#made.get(arn) ?? this.#standing.get(arn);
  }

  /** @throws AwsError BadRequestException for what is no ARN, NotFoundException */
  find(arn: string | undefined, caller: Caller): Cluster {
    const cluster = this.get(requireArn('cluster', arn, caller));
    if (!cluster) throw notFound(`The requested resource doesn't exist: ${arn}.`);
    return cluster;
  }

  all(): Cluster[] {
    const made = this.#made.all();
    const changed = new Set(made.map(({ arn }) => arn));
    return [...[...this.#standing.values()].filter(({ arn }) => !changed.has(arn)), ...made];
  }

  /** Those of the account and Region whose name begins so, by name. */
  list(caller: Caller, namePrefix = ''): Cluster[] {
    return this.all()
      .filter(({ arn, name }) => isOwn(arn, caller) && name.startsWith(namePrefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @throws AwsError ConflictException */
  requireNew(caller: Caller, name: string): void {
    if (this.list(caller).some((cluster) => cluster.name === name)) {
      throw conflict('A resource with this name already exists.');
    }
  }

  /** @throws AwsError BadRequestException for one that comes with the stack */
  requireDeletable({ arn, name }: Cluster): void {
    if (this.#standing.has(arn)) throw badRequest(`The cluster ${name} comes with the local stack and stays.`);
  }

  set(cluster: Cluster): Cluster {
    this.#made.set(cluster.arn, cluster);
    return cluster;
  }

  delete(arn: string): void {
    this.#made.delete(arn);
  }
}
