import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Instance } from '../instances/instance.ts';
import type { RunningInstances } from '../instances/running-instances.ts';
import { requireIdentifier } from '../rules.ts';
import type { Snapshot, Snapshots } from './snapshots.ts';

export interface SnapshotOptions {
  readonly snapshots: Snapshots;
  readonly runningInstances: RunningInstances;
  /** Where the snapshots' directories are. */
  readonly snapshotsDirectory: string;
}

/** @returns the work of taking it @throws AwsError as RDS refuses it */
export function noteSnapshot(
  asked: string | undefined,
  instance: Instance,
  { snapshots, runningInstances, snapshotsDirectory }: SnapshotOptions,
): { snapshot: Snapshot; take: (instance: Instance) => Promise<void> } {
  const identifier = requireIdentifier('DBSnapshotIdentifier', asked, 255);
  const { account, region } = instance;
  snapshots.requireNew(instance, identifier);
  const snapshot: Snapshot = {
    account,
    region,
    identifier,
    status: 'creating',
    directory: join(snapshotsDirectory, randomUUID()),
    instance,
    createdAt: new Date().toISOString(),
  };
  snapshots.set(snapshot);
  const take = async (current: Instance) => {
    try {
      await runningInstances.copyData(current, snapshot.directory);
      snapshots.set({ ...snapshot, status: 'available' });
    } catch (error) {
      snapshots.set({ ...snapshot, status: 'failed' });
      throw error;
    }
  };
  return { snapshot, take };
}
