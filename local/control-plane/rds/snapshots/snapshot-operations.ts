import { rm } from 'node:fs/promises';
import type {
  CreateDBSnapshotMessage,
  DBSnapshot,
  DeleteDBSnapshotMessage,
  DescribeDBSnapshotsMessage,
  RestoreDBInstanceFromDBSnapshotMessage,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operations } from '../../operation.ts';
import { matches } from '../filters.ts';
import { describeInstance } from '../instances/describe-instance.ts';
import type { Instances } from '../instances/instances.ts';
import type { LifeCycle } from '../instances/life-cycle.ts';
import { pageOf } from '../paging.ts';
import { noteRestoredInstance, type RestoreOptions } from './note-restored-instance.ts';
import { noteSnapshot, type SnapshotOptions } from './note-snapshot.ts';
import { type Snapshot, snapshotArn } from './snapshots.ts';

export interface SnapshotOperationsOptions extends SnapshotOptions, RestoreOptions {
  readonly instances: Instances;
  readonly lifeCycle: LifeCycle;
  /** Where clients reach the instances. */
  readonly host: string;
}

export function snapshotOperations(options: SnapshotOperationsOptions): Operations {
  const { snapshots, instances, lifeCycle } = options;
  return {
    CreateDBSnapshot(request: CreateDBSnapshotMessage, caller: Caller) {
      const instance = instances.findIn(['available', 'stopped'], caller, request.DBInstanceIdentifier);
      const { snapshot, take } = noteSnapshot(request.DBSnapshotIdentifier, instance, options);
      lifeCycle.backUp(instance, take);
      return { DBSnapshot: describe(snapshot) };
    },

    DescribeDBSnapshots(request: DescribeDBSnapshotsMessage, caller: Caller) {
      const { DBInstanceIdentifier: instance } = request;
      const found = snapshots
        .asked(caller, request.DBSnapshotIdentifier)
        .filter((one) => instance === undefined || one.instance.identifier === instance.toLowerCase())
        .filter((one) => matches(request.Filters, filterValues(one)));
      const { items, ...next } = pageOf(found, (one) => one.identifier, request);
      return { DBSnapshots: items.map(describe), ...next };
    },

    async DeleteDBSnapshot(request: DeleteDBSnapshotMessage, caller: Caller) {
      const snapshot = snapshots.find(caller, request.DBSnapshotIdentifier);
      if (snapshot.status === 'creating') {
        const message = `Cannot delete the snapshot because it is not currently in the available or failed state.`;
        throw new AwsError('InvalidDBSnapshotState', message);
      }
      snapshots.delete(snapshot);
      await rm(snapshot.directory, { recursive: true, force: true });
      return { DBSnapshot: { ...describe(snapshot), Status: 'deleted' } };
    },

    async RestoreDBInstanceFromDBSnapshot(request: RestoreDBInstanceFromDBSnapshotMessage, caller: Caller) {
      const instance = lifeCycle.start(await noteRestoredInstance(request, caller, options), 'creating');
      return { DBInstance: describeInstance(instance, options.host, true) };
    },
  };
}

function filterValues({ identifier, instance }: Snapshot) {
  return {
    'db-snapshot-id': identifier,
    'db-instance-id': instance.identifier,
    'dbi-resource-id': instance.resourceId,
    'snapshot-type': 'manual',
    engine: 'postgres',
  };
}

function describe(snapshot: Snapshot): DBSnapshot {
  const { instance, status } = snapshot;
  const { AllocatedStorage, EngineVersion, StorageType, AvailabilityZone, LicenseModel, KmsKeyId } =
    instance.particulars;
  return {
    DBSnapshotIdentifier: snapshot.identifier,
    DBSnapshotArn: snapshotArn(snapshot),
    DBInstanceIdentifier: instance.identifier,
    DbiResourceId: instance.resourceId,
    SnapshotCreateTime: snapshot.createdAt as never,
    InstanceCreateTime: instance.createdAt as never,
    Engine: 'postgres',
    ...{ AllocatedStorage, EngineVersion, StorageType, AvailabilityZone, LicenseModel, KmsKeyId },
    Encrypted: instance.particulars.StorageEncrypted ?? false,
    Status: status,
    PercentProgress: status === 'available' ? 100 : 0,
    SnapshotType: 'manual',
    Port: instance.port,
    VpcId: instance.placement.vpcId,
    MasterUsername: instance.masterUsername,
    IAMDatabaseAuthenticationEnabled: instance.iamAuthentication,
  };
}
