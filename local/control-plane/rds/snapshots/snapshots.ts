import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { Instance } from '../instances/instance.ts';
import { Registry } from '../registry.ts';

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

export class Snapshots extends Registry<Snapshot> {
  constructor(kept: StateFile<Snapshot>) {
    super(kept, {
      nameOf: ({ identifier }) => identifier,
      missing: (name) => new AwsError('DBSnapshotNotFound', `DBSnapshot not found: ${name}`, { status: 404 }),
      taken: (name) =>
        new AwsError(
          'DBSnapshotAlreadyExists',
          `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`,
        ),
    });
  }
}
