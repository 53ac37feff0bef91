import type { DBInstance, Tag } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';
import type { Placement } from '../network.ts';

export type InstanceStatus =
  | 'creating'
  | 'available'
  | 'modifying'
  | 'backing-up'
  | 'rebooting'
  | 'starting'
  | 'stopping'
  | 'stopped'
  | 'deleting'
  | 'failed'
  | 'incompatible-parameters';

/** What is told as it was asked for; nothing here acts on it. */
export type Particulars = Pick<
  DBInstance,
  | 'AllocatedStorage'
  | 'AutoMinorVersionUpgrade'
  | 'AvailabilityZone'
  | 'BackupRetentionPeriod'
  | 'CACertificateIdentifier'
  | 'CopyTagsToSnapshot'
  | 'DBInstanceClass'
  | 'DeletionProtection'
  | 'EngineVersion'
  | 'Iops'
  | 'KmsKeyId'
  | 'LicenseModel'
  | 'MaxAllocatedStorage'
  | 'MonitoringInterval'
  | 'MultiAZ'
  | 'NetworkType'
  | 'PerformanceInsightsEnabled'
  | 'PreferredBackupWindow'
  | 'PreferredMaintenanceWindow'
  | 'PubliclyAccessible'
  | 'StorageEncrypted'
  | 'StorageThroughput'
  | 'StorageType'
>;

/** A changed particular that waits for ApplyImmediately, and the identifier, which waits as well. */
export type Pending = Particulars & { readonly DBInstanceIdentifier?: string };

export interface Instance extends Caller {
  readonly identifier: string;
  /** Told as DbiResourceId; never changes, and names the server's directory. */
  readonly resourceId: string;
  readonly status: InstanceStatus;
  /** Why it failed. */
  readonly failure?: string;
  /** Where clients connect, on 127.0.0.1. */
  readonly port: number;
  readonly masterUsername: string;
  readonly databaseName?: string;
  /** What PostgreSQL is to keep of the master's password, until it keeps it. */
  readonly pendingVerifier?: string;
  /** The directory that its data are a copy of: a snapshot's. */
  readonly template?: string;
  /** Whether the roles and the database have been made. */
  readonly prepared: boolean;
  readonly iamAuthentication: boolean;
  readonly parameterGroup: string;
  readonly placement: Placement;
  readonly secret?: { readonly arn: string; readonly kmsKeyId?: string };
  readonly particulars: Particulars;
  readonly pending: Pending;
  readonly tags: readonly Tag[];
  /** ISO. */
  readonly createdAt: string;
}

export function instanceArn({ account, region, identifier }: Caller & { readonly identifier: string }): string {
  return `arn:aws:rds:${region}:${account}:db:${identifier}`;
}
