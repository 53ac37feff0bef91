import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { InstanceType, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  DatabaseProxy,
  PostgresEngineVersion,
  ProxyTarget,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Stage } from '../stages.ts';
import type { Connection } from './connection.ts';
import type { Network } from './network.ts';

const identifier = 'users-pipeline';
const databaseName = 'users_pipeline';
const userName = 'users_pipeline';

export interface DatabaseProps {
  readonly stage: Pick<Stage, 'database' | 'retainData' | 'logRetentionDays'>;
  readonly network: Network;
  readonly encryptionKey: IKey;
}

/**
 * PostgreSQL behind a proxy. Functions sign in to the proxy with tokens of IAM; the password, which RDS itself makes
 * and replaces, is for the proxy alone.
 */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  readonly proxy: DatabaseProxy;
  /** One user for all functions: it owns the tables. */
  readonly user: Connection;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.instance = this.createInstance(props);
    this.proxy = this.createProxy(this.instance, props);
    this.user = {
      environment: {
        [configKeys.postgresEndpoint]: this.proxy.endpoint,
        [configKeys.postgresDatabase]: databaseName,
        [configKeys.postgresUser]: userName,
      },
      allow: (user) => this.allow(user),
    };
  }

  private createInstance({ stage, network, encryptionKey }: DatabaseProps): DatabaseInstance {
    const { database: settings, retainData, logRetentionDays } = stage;
    const log = createLog(this, 'Log', `/aws/rds/instance/${identifier}/postgresql`, logRetentionDays);
    const instance = new DatabaseInstance(this, 'Instance', {
      instanceIdentifier: identifier,
      engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17_6 }),
      instanceType: new InstanceType(settings.instanceType),
      vpc: network.vpc,
      vpcSubnets: network.inner,
      securityGroups: [createSecurityGroup(this, 'InstanceSecurityGroup', network, 'Database of users-pipeline')],
      publiclyAccessible: false,
      multiAz: settings.multiAz,
      allocatedStorage: settings.storageGb,
      maxAllocatedStorage: settings.maximumStorageGb,
      storageType: StorageType.GP3,
      storageEncryptionKey: encryptionKey,
      databaseName,
      credentials: Credentials.fromUsername(userName, { encryptionKey }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      backupRetention: Duration.days(settings.backupDays),
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: retainData,
      removalPolicy: retainData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    });
    // RDS would make it too, and keep it for ever.
    instance.node.addDependency(log);
    Validations.of(instance).acknowledge({
      id: 'AwsSolutions-RDS11',
      reason: 'Only the proxy reaches it, and another port would not hide it from that.',
    });
    if (!retainData) {
      const reason = 'Its data do not outlive the stack in this stage.';
      Validations.of(instance).acknowledge({ id: 'AwsSolutions-RDS10', reason });
    }
    return instance;
  }

  private createProxy(instance: DatabaseInstance, { stage, network }: DatabaseProps): DatabaseProxy {
    const log = createLog(this, 'ProxyLog', `/aws/rds/proxy/${identifier}`, stage.logRetentionDays);
    const proxy = new DatabaseProxy(this, 'Proxy', {
      dbProxyName: identifier,
      proxyTarget: ProxyTarget.fromInstance(instance),
      secrets: [secretOf(instance)],
      iamAuth: true,
      requireTLS: true,
      vpc: network.vpc,
      vpcSubnets: network.inner,
      securityGroups: [createSecurityGroup(this, 'ProxySecurityGroup', network, 'Proxy of users-pipeline')],
    });
    proxy.node.addDependency(log);
    return proxy;
  }

  private allow(user: LambdaFunction): void {
    this.proxy.grantConnect(user, userName);
    this.proxy.connections.allowFrom(user, Port.POSTGRES, `From ${user.node.id}`);
  }
}

function createSecurityGroup(scope: Construct, id: string, { vpc }: Network, description: string): SecurityGroup {
  return new SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
}

function createLog(scope: Construct, id: string, logGroupName: string, retention: number): LogGroup {
  return new LogGroup(scope, id, { logGroupName, retention, removalPolicy: RemovalPolicy.DESTROY });
}

function secretOf({ secret, node }: DatabaseInstance): ISecret {
  if (!secret) throw new Error(`${node.path} has no secret, though RDS manages its password.`);
  return secret;
}
