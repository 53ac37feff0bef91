import type { DBInstance } from '@aws-sdk/client-rds';
import { describeVpc } from '../subnet-groups/subnet-group-operations.ts';
import { type Instance, instanceArn } from './instance.ts';

/** An instance as the API tells it. */
export function describeInstance(instance: Instance, host: string, parametersInSync: boolean): DBInstance {
  const { placement, secret, status, failure } = instance;
  return {
    Engine: 'postgres',
    ...instance.particulars,
    DBInstanceIdentifier: instance.identifier,
    DBInstanceArn: instanceArn(instance),
    DbiResourceId: instance.resourceId,
    DBInstanceStatus: status,
    MasterUsername: instance.masterUsername,
    ...(instance.databaseName !== undefined && { DBName: instance.databaseName }),
    // Nobody can connect before that.
    ...(instance.prepared && { Endpoint: { Address: host, Port: instance.port, HostedZoneId: 'Z2R2ITUGPM61AM' } }),
    InstanceCreateTime: instance.createdAt as never,
    IAMDatabaseAuthenticationEnabled: instance.iamAuthentication,
    DBParameterGroups: [
      {
        DBParameterGroupName: instance.parameterGroup,
        ParameterApplyStatus: parametersInSync ? 'in-sync' : 'pending-reboot',
      },
    ],
    DBSubnetGroup: describeVpc({ ...placement, name: placement.subnetGroup }),
    VpcSecurityGroups: placement.securityGroups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
    ...(secret && {
      MasterUserSecret: {
        SecretArn: secret.arn,
        SecretStatus: status === 'creating' ? 'creating' : 'active',
        KmsKeyId: secret.kmsKeyId ?? `arn:aws:kms:${instance.region}:${instance.account}:alias/aws/secretsmanager`,
      },
    }),
    PendingModifiedValues: instance.pending,
    ...(failure !== undefined && {
      StatusInfos: [{ StatusType: 'server', Normal: false, Status: status, Message: failure }],
    }),
    TagList: [...instance.tags],
    DBSecurityGroups: [],
    ReadReplicaDBInstanceIdentifiers: [],
    DomainMemberships: [],
    AssociatedRoles: [],
    OptionGroupMemberships: [],
    DbInstancePort: 0,
  };
}
