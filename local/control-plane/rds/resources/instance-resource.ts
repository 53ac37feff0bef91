import type { DBInstance } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { BackgroundWork } from '../../background-work.ts';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Caller } from '../../operation.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { invalidCombination } from '../errors.ts';
import type { Instance } from '../instances/instance.ts';
import type { Instances } from '../instances/instances.ts';
import { generatedIdentifier, TemplateValues } from './template-values.ts';

interface InstanceResourceOptions {
  readonly call: Call;
  readonly instances: Instances;
  readonly work: BackgroundWork;
}

/** AWS::RDS::DBInstance */
export function instanceResource({ call, instances, work }: InstanceResourceOptions): ResourceType {
  /** Ends when nothing more is done to it. @throws AwsError when it has failed */
  const settled = async (caller: Caller, identifier: string): Promise<DBInstance> => {
    await work.settled(instances.find(caller, identifier).resourceId);
    const request = { DBInstanceIdentifier: identifier };
    const { DBInstances } = await call<{ DBInstances: DBInstance[] }>('DescribeDBInstances', request, caller);
    const [found = {}] = DBInstances;
    if (found.DBInstanceStatus === 'available') return found;
    const reason = found.StatusInfos?.[0]?.Message ?? `it is ${found.DBInstanceStatus}`;
    throw new AwsError('InvalidDBInstanceState', `DB instance ${identifier} is not available: ${reason}`);
  };
  const remove = async (identifier: string, caller: Caller): Promise<void> => {
    const instance = instances.get(caller, identifier);
    if (!instance) return;
    const request = { DBInstanceIdentifier: identifier, SkipFinalSnapshot: true };
    await call('DeleteDBInstance', request, caller).catch(unlessMissing);
    await work.settled(instance.resourceId);
  };
  return {
    nameOf: ({ DBInstanceIdentifier }) => DBInstanceIdentifier?.toLowerCase(),

    async create(properties, place) {
      const DBInstanceIdentifier = properties.DBInstanceIdentifier ?? generatedIdentifier(place);
      const wanted = { ...properties, DBInstanceIdentifier };
      await call('CreateDBInstance', requestOf(wanted), place);
      try {
        return modelOf(wanted, await settled(place, DBInstanceIdentifier));
      } catch (error) {
        await remove(DBInstanceIdentifier, place);
        throw error;
      }
    },

    async update(properties, old, place) {
      const identifier: string = old.PhysicalResourceId;
      const instance = instances.find(place, identifier);
      const { resourceId } = instance;
      requireSame('MasterUsername', properties.MasterUsername, instance.masterUsername);
      requireSame('DBName', properties.DBName, instance.databaseName);
      // What is under way ends first, such as the start after a restart of the control plane.
      await work.settled(resourceId);
      const { Port: _, ...wanted } = requestOf({ ...properties, DBInstanceIdentifier: identifier });
      // A template that names a password has none managed any more.
      const ManageMasterUserPassword =
        wanted.ManageMasterUserPassword ?? (wanted.MasterUserPassword ? false : undefined);
      const request = { ...wanted, ManageMasterUserPassword, ApplyImmediately: true };
      await call('ModifyDBInstance', request, place);
      await work.settled(resourceId);
      instances.change(resourceId, { tags: properties.Tags ?? [] } satisfies Partial<Instance>);
      return modelOf({ ...properties, DBInstanceIdentifier: identifier }, await settled(place, identifier));
    },

    delete: ({ PhysicalResourceId: identifier }, place) => remove(identifier, place),
  };
}

/** An instance that a stack takes over keeps its data. @throws AwsError for what only another one could have */
function requireSame(name: string, wanted: string | undefined, there: string | undefined): void {
  if (wanted === undefined || wanted === there) return;
  throw invalidCombination(`${name} cannot be changed from ${there} to ${wanted}: delete the DB instance first.`);
}

/** Of an operation that creates or changes an instance. */
function requestOf(properties: Properties): Record<string, unknown> {
  const values = new TemplateValues(properties);
  const { VPCSecurityGroups, MasterUserSecret } = properties;
  return {
    ...values.same('AvailabilityZone', 'CACertificateIdentifier', 'DBInstanceClass', 'DBInstanceIdentifier', 'DBName'),
    ...values.same('DBParameterGroupName', 'DBSubnetGroupName', 'Engine', 'EngineVersion', 'KmsKeyId'),
    ...values.same('MasterUsername', 'MasterUserPassword', 'PreferredBackupWindow', 'PreferredMaintenanceWindow'),
    ...values.same('StorageType', 'Tags'),
    ...values.numbers('AllocatedStorage', 'BackupRetentionPeriod', 'Iops', 'MaxAllocatedStorage', 'MonitoringInterval'),
    ...values.numbers('Port', 'StorageThroughput'),
    ...values.booleans('AutoMinorVersionUpgrade', 'CopyTagsToSnapshot', 'DeletionProtection'),
    ...values.booleans('EnableIAMDatabaseAuthentication', 'EnablePerformanceInsights', 'ManageMasterUserPassword'),
    ...values.booleans('MultiAZ', 'PubliclyAccessible', 'StorageEncrypted'),
    ...(VPCSecurityGroups && { VpcSecurityGroupIds: VPCSecurityGroups }),
    ...(MasterUserSecret?.KmsKeyId && { MasterUserSecretKmsKeyId: MasterUserSecret.KmsKeyId }),
  };
}

/** The password is in no answer. */
function modelOf({ MasterUserPassword: _, ...properties }: Properties, found: DBInstance): Model {
  const { Address, Port, HostedZoneId } = found.Endpoint ?? {};
  const { SecretArn } = found.MasterUserSecret ?? {};
  return {
    ...properties,
    PhysicalResourceId: found.DBInstanceIdentifier ?? '',
    DBInstanceArn: found.DBInstanceArn,
    DbiResourceId: found.DbiResourceId,
    Endpoint: { Address, Port: String(Port), HostedZoneId },
    ...(SecretArn && { MasterUserSecret: { ...properties.MasterUserSecret, SecretArn } }),
  };
}
