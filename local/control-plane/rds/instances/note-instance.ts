import { randomBytes } from 'node:crypto';
import type { CreateDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';
import { requireEngineVersion } from '../engine-versions.ts';
import { type ManagedSecrets, newPassword } from '../managed-secrets.ts';
import type { Placement } from '../network.ts';
import type { ParameterGroups } from '../parameter-groups/parameter-groups.ts';
import type { PortRegister } from '../port-register.ts';
import { given, requireIdentifier } from '../rules.ts';
import { scramVerifier } from '../server/scram-verifier.ts';
import { type Instance, instanceArn, type Particulars } from './instance.ts';
import { requireCreation } from './instance-rules.ts';
import type { Instances } from './instances.ts';
import { type PlacementOptions, placeInstance } from './place-instance.ts';

export interface CreationOptions extends PlacementOptions {
  readonly instances: Instances;
  readonly parameterGroups: ParameterGroups;
  readonly ports: PortRegister;
  readonly secrets: ManagedSecrets;
}

/** Notes a new instance, which is still to be started. @throws AwsError as RDS refuses it */
export async function noteInstance(
  request: CreateDBInstanceMessage,
  caller: Caller,
  options: CreationOptions,
): Promise<Instance> {
  const { instances, parameterGroups, ports, secrets } = options;
  const identifier = requireIdentifier('DBInstanceIdentifier', request.DBInstanceIdentifier);
  requireCreation(request);
  const EngineVersion = requireEngineVersion(request.EngineVersion);
  instances.requireNew(caller, identifier);
  const { name: parameterGroup } = parameterGroups.forVersion(EngineVersion, caller, request.DBParameterGroupName);
  const placement = await placeInstance(request, caller, options);
  return ports.withPort(request.Port, async (port) => {
    const username = request.MasterUsername as string;
    const password = request.MasterUserPassword ?? newPassword();
    const secret = request.ManageMasterUserPassword
      ? await secrets.create(
          { username, password },
          instanceArn({ ...caller, identifier }),
          request.MasterUserSecretKmsKeyId,
          caller,
        )
      : undefined;
    const instance: Instance = {
      ...caller,
      identifier,
      resourceId: newResourceId('db'),
      status: 'creating',
      port,
      masterUsername: username,
      ...(request.DBName && { databaseName: request.DBName }),
      pendingVerifier: scramVerifier(password),
      prepared: false,
      iamAuthentication: request.EnableIAMDatabaseAuthentication ?? false,
      parameterGroup,
      placement,
      ...(secret && { secret }),
      particulars: { ...particularsOf(request, placement), EngineVersion },
      pending: {},
      tags: request.Tags ?? [],
      createdAt: new Date().toISOString(),
    };
    // Another call may have made it while this one waited.
    instances.requireNew(caller, identifier);
    instances.set(instance);
    return instance;
  });
}

/** 26 letters and digits after the kind, as RDS has them. */
export function newResourceId(kind: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `${kind}-${[...randomBytes(26)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}

function particularsOf(request: CreateDBInstanceMessage, { subnets }: Placement): Particulars {
  return {
    AutoMinorVersionUpgrade: request.AutoMinorVersionUpgrade ?? true,
    AvailabilityZone: request.AvailabilityZone ?? subnets[0]?.zone ?? '',
    BackupRetentionPeriod: request.BackupRetentionPeriod ?? 1,
    CACertificateIdentifier: request.CACertificateIdentifier ?? 'rds-ca-rsa2048-g1',
    CopyTagsToSnapshot: request.CopyTagsToSnapshot ?? false,
    DeletionProtection: request.DeletionProtection ?? false,
    LicenseModel: 'postgresql-license',
    MonitoringInterval: request.MonitoringInterval ?? 0,
    MultiAZ: request.MultiAZ ?? false,
    NetworkType: 'IPV4',
    PerformanceInsightsEnabled: request.EnablePerformanceInsights ?? false,
    PreferredBackupWindow: request.PreferredBackupWindow ?? '03:00-03:30',
    PreferredMaintenanceWindow: request.PreferredMaintenanceWindow ?? 'sun:04:00-sun:04:30',
    PubliclyAccessible: request.PubliclyAccessible ?? false,
    StorageEncrypted: request.StorageEncrypted ?? false,
    StorageType: request.StorageType ?? 'gp2',
    ...given({
      AllocatedStorage: request.AllocatedStorage,
      DBInstanceClass: request.DBInstanceClass,
      Iops: request.Iops,
      KmsKeyId: request.KmsKeyId,
      MaxAllocatedStorage: request.MaxAllocatedStorage,
      StorageThroughput: request.StorageThroughput,
    }),
  };
}
