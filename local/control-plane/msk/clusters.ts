import { AwsError } from '../aws-error.ts';
import type { Caller } from '../operation.ts';
import type { StateFile } from '../state-file.ts';
import type { Cluster } from './cluster.ts';

/** The clusters of all accounts and Regions. */
export class Clusters {
  readonly #standing: readonly Cluster[];
  readonly #made: StateFile<Cluster>;

  /** @param standing those that are there without anybody making them */
  constructor(standing: readonly Cluster[], made: StateFile<Cluster>) {
    this.#standing = standing;
    this.#made = made;
  }

  /** @throws AwsError NotFoundException */
  find(arn: string): Cluster {
    const cluster = this.#standing.find((one) => one.arn === arn) ?? this.#made.get(arn);
    if (cluster) return cluster;
    throw new AwsError('NotFoundException', `The requested resource doesn't exist: ${arn}.`, { status: 404 });
  }

  /** Those of the account and Region whose name begins so, by name. */
  list({ account, region }: Caller, namePrefix = ''): Cluster[] {
    const own = `:kafka:${region}:${account}:`;
    return [...this.#standing, ...this.#made.all()]
      .filter(({ arn, name }) => arn.includes(own) && name.startsWith(namePrefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
