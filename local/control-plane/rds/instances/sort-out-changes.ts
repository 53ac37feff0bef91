import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import { given, requireIdentifier } from '../rules.ts';
import type { Instance, Particulars, Pending } from './instance.ts';
import type { Instances } from './instances.ts';

interface Sorted {
  readonly now: Pending;
  readonly pending: Pending;
}

/**
 * What AWS keeps for the maintenance window waits for a call that applies it at once: there is no such window here.
 * @throws AwsError when the new identifier is not to be had
 */
export function sortOutChanges(request: ModifyDBInstanceMessage, old: Instance, instances: Instances): Sorted {
  const asked: Pending = given({
    AllocatedStorage: request.AllocatedStorage,
    DBInstanceClass: request.DBInstanceClass,
    EngineVersion: request.EngineVersion,
    Iops: request.Iops,
    MultiAZ: request.MultiAZ,
    StorageType: request.StorageType,
    DBInstanceIdentifier: newIdentifier(request, old, instances),
  });
  const current: Pending = { ...old.particulars, DBInstanceIdentifier: old.identifier };
  const names = Object.keys(asked) as (keyof Pending)[];
  const changes = Object.fromEntries(
    names.filter((name) => asked[name] !== current[name]).map((name) => [name, asked[name]]),
  );
  const immediately = request.ApplyImmediately ?? false;
  const waiting = { ...old.pending, ...changes };
  return {
    now: { ...otherParticulars(request), ...(immediately && waiting) },
    pending: immediately ? {} : waiting,
  };
}

function otherParticulars(request: ModifyDBInstanceMessage): Particulars {
  return given({
    AutoMinorVersionUpgrade: request.AutoMinorVersionUpgrade,
    BackupRetentionPeriod: request.BackupRetentionPeriod,
    CACertificateIdentifier: request.CACertificateIdentifier,
    CopyTagsToSnapshot: request.CopyTagsToSnapshot,
    DeletionProtection: request.DeletionProtection,
    MaxAllocatedStorage: request.MaxAllocatedStorage,
    MonitoringInterval: request.MonitoringInterval,
    PerformanceInsightsEnabled: request.EnablePerformanceInsights,
    PreferredBackupWindow: request.PreferredBackupWindow,
    PreferredMaintenanceWindow: request.PreferredMaintenanceWindow,
    PubliclyAccessible: request.PubliclyAccessible,
    StorageThroughput: request.StorageThroughput,
  });
}

function newIdentifier(
  { NewDBInstanceIdentifier: asked }: ModifyDBInstanceMessage,
  old: Instance,
  instances: Instances,
): string | undefined {
  if (asked === undefined) return undefined;
  const identifier = requireIdentifier('NewDBInstanceIdentifier', asked);
  if (identifier !== old.identifier) instances.requireNew(old, identifier);
  return identifier;
}
