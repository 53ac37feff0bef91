import type { DeleteDBInstanceMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import { invalidCombination } from '../errors.ts';
import { noteSnapshot, type SnapshotOptions } from '../snapshots/note-snapshot.ts';
import type { Instance } from './instance.ts';

/** @returns what is to be done before an instance is deleted @throws AwsError when it cannot be deleted */
export function lastSnapshot(
  request: DeleteDBInstanceMessage,
  instance: Instance,
  options: SnapshotOptions,
): ((instance: Instance) => Promise<void>) | undefined {
  const { SkipFinalSnapshot: skip = false, FinalDBSnapshotIdentifier: identifier } = request;
  if (instance.status === 'deleting') {
    throw new AwsError('InvalidDBInstanceState', `Instance ${instance.identifier} is already being deleted.`);
  }
  if (instance.particulars.DeletionProtection) {
    const message = 'Cannot delete protected DB Instance, please disable deletion protection and try again.';
    throw invalidCombination(message);
  }
  if (!skip && identifier === undefined) {
    throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  }
  if (skip && identifier !== undefined) {
    throw invalidCombination('FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified.');
  }
  if (identifier === undefined) return undefined;
  if (!['available', 'stopped'].includes(instance.status)) {
    const message = `Cannot create a snapshot because the database instance ${instance.identifier} is not currently in the available state.`;
    throw new AwsError('InvalidDBInstanceState', message);
  }
  return noteSnapshot(identifier, instance, options).take;
}
