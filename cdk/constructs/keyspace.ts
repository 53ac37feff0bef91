import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnKeyspace, CfnTable } from 'aws-cdk-lib/aws-cassandra';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Connection } from './connection.ts';
import type { Network } from './network.ts';
import type { Parameters } from './parameters.ts';

const keyspaceName = 'spark_streams';
const tableName = 'created_users';
const columns = {
  ...{ first_name: 'text', last_name: 'text', gender: 'text', address: 'text', post_code: 'text', email: 'text' },
  ...{ username: 'text', dob: 'timestamp', registered_date: 'timestamp', phone: 'text', picture: 'text' },
};

export interface KeyspaceProps {
  readonly network: Network;
  readonly parameters: Parameters;
  readonly encryptionKey: IKey;
  readonly retainData: boolean;
}

/** The table of users in Amazon Keyspaces, reached through the VPC's endpoint; functions sign in as themselves. */
export class Keyspace extends Construct {
  /** keyspace.table */
  readonly usersTable = `${keyspaceName}.${tableName}`;
  readonly writer: Connection;
  private readonly network: Network;

  constructor(scope: Construct, id: string, { network, parameters, encryptionKey, retainData }: KeyspaceProps) {
    super(scope, id);
    this.network = network;
    const keyspace = new CfnKeyspace(this, 'Resource', { keyspaceName });
    const table = new CfnTable(this, 'Users', {
      keyspaceName,
      tableName,
      partitionKeyColumns: [{ columnName: 'id', columnType: 'uuid' }],
      regularColumns: Object.entries(columns).map(([columnName, columnType]) => ({ columnName, columnType })),
      billingMode: { mode: 'ON_DEMAND' },
      // Rows carry the version of their record: USING TIMESTAMP.
      clientSideTimestampsEnabled: true,
      pointInTimeRecoveryEnabled: true,
      encryptionSpecification: {
        encryptionType: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyIdentifier: encryptionKey.keyArn,
      },
    });
    table.addResourceDependency(keyspace);
    for (const kept of [keyspace, table]) {
      kept.applyRemovalPolicy(retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    }
    this.writer = {
      environment: {
        [configKeys.cassandraEndpoint]: parameters.keyspacesEndpoint,
        [configKeys.cassandraKeyspace]: keyspaceName,
      },
      allow: (user) => this.allowWriting(user),
    };
  }

  private allowWriting(user: LambdaFunction): void {
    const arn = (name: string) => `arn:${Aws.PARTITION}:cassandra:${Aws.REGION}:${Aws.ACCOUNT_ID}:/keyspace/${name}`;
    const table = arn(`${keyspaceName}/table/${tableName}`);
    user.addToRolePolicy(
      new PolicyStatement({ actions: ['cassandra:Select', 'cassandra:Modify'], resources: [table] }),
    );
    // The driver reads the schema and its peers from the system tables.
    user.addToRolePolicy(new PolicyStatement({ actions: ['cassandra:Select'], resources: [arn('system*')] }));
    // Keyspaces fills system.peers with the endpoint's addresses for those who may see them; EC2 knows no narrower resource.
    user.addToRolePolicy(
      new PolicyStatement({ actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcEndpoints'], resources: ['*'] }),
    );
    if (user.role) {
      Validations.of(user.role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cassandra:<AWS::Region>:<AWS::AccountId>:/keyspace/system*]',
        reason: 'The system keyspaces are several, hold no users, and are documented to be allowed by this pattern.',
      });
    }
    this.network.keyspacesEndpoint.connections.allowDefaultPortFrom(user, `From ${user.node.id}`);
  }
}
