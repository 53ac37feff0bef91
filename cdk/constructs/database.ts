import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { DatabaseSettings, Stage } from '../stages.ts';
import type { Connection } from './connection.ts';
import { type Network, networkFor } from './network.ts';

type RdsSettings = Extract<DatabaseSettings, { kind: 'rds' }>;

/** PostgreSQL, as the functions that write rows and the one that owns the tables use it. */
export interface Database {
  readonly writer: Connection;
  readonly owner: Connection;
}

/** @throws Error when an instance is to be made and there is no network for it. */
export function createDatabase(scope: Construct, stage: Stage, network?: Network): Database {
  const settings = stage.database;
  switch (settings.kind) {
    case 'existing':
      return withLogin(Secret.fromSecretNameV2(scope, 'DatabaseSecret', settings.secretName), settings.tls);
    case 'rds':
      return createInstance(scope, settings, stage, networkFor(network, 'database.kind is rds'));
  }
}

function createInstance(scope: Construct, settings: RdsSettings, { retainData }: Stage, { vpc }: Network): Database {
  const instance = new DatabaseInstance(scope, 'Database', {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17_6 }),
    instanceType: new InstanceType(settings.instanceType),
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    publiclyAccessible: false,
    multiAz: settings.multiAz,
    allocatedStorage: settings.storageGb,
    maxAllocatedStorage: settings.maximumStorageGb,
    storageType: StorageType.GP3,
    storageEncrypted: true,
    databaseName: 'users_pipeline',
    credentials: Credentials.fromGeneratedSecret('users_pipeline', { secretName: 'users-pipeline/postgres' }),
    backupRetention: Duration.days(settings.backupDays),
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: true,
    cloudwatchLogsExports: ['postgresql'],
    deletionProtection: retainData,
    removalPolicy: retainData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  });
  instance.addRotationSingleUser({ automaticallyAfter: Duration.days(settings.passwordDays) });
  Validations.of(instance).acknowledge({
    id: 'AwsSolutions-RDS11',
    reason: "Only the functions' security groups reach it, and another port would not hide it from those.",
  });
  if (!instance.secret) throw new Error(`${instance.node.path} has no secret, though its credentials are generated.`);
  return withLogin(instance.secret, 'verify', instance);
}

/** One login for all functions: it owns the tables, and each function reads its secret. */
function withLogin(secret: ISecret, tls: 'off' | 'verify', instance?: DatabaseInstance): Database {
  const connection: Connection = {
    environment: {
      [configKeys.postgresSecretArn]: secret.secretArn,
      [configKeys.postgresTls]: tls,
      // Since Node 20 Lambda does not load Amazon's certificate authorities, which sign those of RDS, by itself.
      ...(tls === 'verify' && { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' }),
    },
    allow(user) {
      secret.grantRead(user);
      instance?.connections.allowDefaultPortFrom(user, `From ${user.node.id}`);
    },
  };
  return { writer: connection, owner: connection };
}
