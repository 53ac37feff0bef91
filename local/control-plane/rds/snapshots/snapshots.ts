import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { Instance } from '../instances/instance.ts';

export interface Snapshot extends Caller {
  readonly identifier: string;
  readonly status: 'creating' | 'available' | 'failed';
  /** Where the copy of the data is. */
  readonly directory: string;
  /** As it was then. */
  readonly instance: Instance;
  /** ISO. */
  readonly createdAt: string;
}

export function snapshotArn({
  account,
  region,
  identifier,
}: Pick<Snapshot, 'account' | 'region' | 'identifier'>): string {
  return `arn:aws:rds:${region}:${account}:snapshot:${identifier}`;
}

/** The snapshots of all accounts and Regions. */
export class Snapshots {
  readonly #kept: StateFile<Snapshot>;

  constructor(kept: StateFile<Snapshot>) {
    this.#kept = kept;
  }

  get({ account, region }: Caller, identifier: string): Snapshot | undefined {
    return this.#kept.get(keyOf({ account, region, identifier: identifier.toLowerCase() }));
  }

  /** @throws AwsError DBSnapshotNotFound */
  find(caller: Caller, identifier = ''): Snapshot {
    const snapshot = this.get(caller, identifier);
    if (snapshot) return snapshot;
    throw new AwsError('DBSnapshotNotFound', `DBSnapshot not found: ${identifier}`, { status: 404 });
  }

  all(): Snapshot[] {
    return this.#kept.all();
  }

  list({ account, region }: Caller): Snapshot[] {
    return this.all()
      .filter((one) => one.account === account && one.region === region)
      .sort((one, other) => (one.identifier < other.identifier ? -1 : 1));
  }

  set(snapshot: Snapshot): void {
    this.#kept.set(keyOf(snapshot), snapshot);
  }

  delete(snapshot: Snapshot): void {
    this.#kept.delete(keyOf(snapshot));
  }
}

function keyOf({ account, region, identifier }: Pick<Snapshot, 'account' | 'region' | 'identifier'>): string {
  return [account, region, identifier].join(' ');
}
