import type { RestoreDBInstanceFromDBSnapshotMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { Instance } from '../instances/instance.ts';
import type { Instances } from '../instances/instances.ts';
import { newResourceId } from '../instances/note-instance.ts';
import type { PortRegister } from '../port-register.ts';
import { given, requireIdentifier } from '../rules.ts';
import type { Snapshots } from './snapshots.ts';

export interface RestoreOptions {
  readonly snapshots: Snapshots;
  readonly instances: Instances;
  readonly ports: PortRegister;
}

/** Notes an instance whose data are a snapshot's, with the logins that it had then. @throws AwsError */
export async function noteRestoredInstance(
  request: RestoreDBInstanceFromDBSnapshotMessage,
  caller: Caller,
  { snapshots, instances, ports }: RestoreOptions,
): Promise<Instance> {
  const identifier = requireIdentifier('DBInstanceIdentifier', request.DBInstanceIdentifier);
  const snapshot = snapshots.find(caller, request.DBSnapshotIdentifier);
  if (snapshot.status !== 'available') {
    throw new AwsError('InvalidDBSnapshotState', `Snapshot ${snapshot.identifier} is not in available state.`);
  }
  // The secret goes on to belong to the instance that it was made for.
  const { secret: _, failure: __, pendingVerifier: ___, ...old } = snapshot.instance;
  return ports.withPort(request.Port, async (port) => {
    instances.requireNew(caller, identifier);
    const instance: Instance = {
      ...old,
      identifier,
      resourceId: newResourceId('db'),
      status: 'creating',
      port,
      template: snapshot.directory,
      iamAuthentication: request.EnableIAMDatabaseAuthentication ?? old.iamAuthentication,
      particulars: {
        ...old.particulars,
        DeletionProtection: false,
        ...given({ DBInstanceClass: request.DBInstanceClass, DeletionProtection: request.DeletionProtection }),
      },
      pending: {},
      tags: request.Tags ?? [],
      createdAt: new Date().toISOString(),
    };
    instances.set(instance);
    return instance;
  });
}
