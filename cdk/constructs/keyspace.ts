import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnKeyspace, CfnTable } from 'aws-cdk-lib/aws-cassandra';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Stage } from '../stages.ts';
import type { Connection } from './connection.ts';
import { type Network, networkFor } from './network.ts';

const keyspaceName = 'spark_streams';
const tableName = 'created_users';
const columns = {
  ...{ first_name: 'text', last_name: 'text', gender: 'text', address: 'text', post_code: 'text', email: 'text' },
  ...{ username: 'text', dob: 'timestamp', registered_date: 'timestamp', phone: 'text', picture: 'text' },
};

/** Cassandra, as the function that writes rows and the one that owns the table use it. */
export interface Keyspace {
  readonly writer: Connection;
  readonly owner: Connection;
}

/** @throws Error when a keyspace is to be made and there is no network to reach it from. */
export function createKeyspace(scope: Construct, stage: Stage, network?: Network): Keyspace {
  switch (stage.keyspace.kind) {
    case 'existing':
      return existingKeyspace(scope, stage.keyspace.secretName);
    case 'keyspaces':
      return new AmazonKeyspace(scope, 'Keyspace', {
        network: networkFor(network, 'keyspace.kind is keyspaces'),
        retainData: stage.retainData,
      });
  }
}

function existingKeyspace(scope: Construct, secretName: string): Keyspace {
  const secret = Secret.fromSecretNameV2(scope, 'KeyspaceSecret', secretName);
  const connection: Connection = {
    environment: {
      [configKeys.cassandraSecretArn]: secret.secretArn,
      [configKeys.cassandraKeyspace]: keyspaceName,
    },
    allow: (user) => void secret.grantRead(user),
  };
  return { writer: connection, owner: connection };
}

interface AmazonKeyspaceProps {
  readonly network: Network;
  readonly retainData: boolean;
}

/** Amazon Keyspaces, reached through the VPC's endpoint; the functions sign in as themselves. */
class AmazonKeyspace extends Construct implements Keyspace {
  readonly writer: Connection;
  readonly owner: Connection;
  private readonly network: Network;

  constructor(scope: Construct, id: string, { network, retainData }: AmazonKeyspaceProps) {
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
    });
    table.addResourceDependency(keyspace);
    for (const kept of [keyspace, table]) {
      kept.applyRemovalPolicy(retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    }
    this.writer = this.connectionFor('Select', 'Modify');
    this.owner = this.connectionFor('Select', 'Modify', 'Create', 'Alter');
  }

  private connectionFor(...actions: string[]): Connection {
    const { region, urlSuffix } = Stack.of(this);
    return {
      environment: {
        [configKeys.cassandraContactPoint]: `cassandra.${region}.${urlSuffix}`,
        [configKeys.cassandraKeyspace]: keyspaceName,
      },
      allow: (user) => this.allow(user, actions),
    };
  }

  private allow(user: LambdaFunction, actions: string[]): void {
    const arn = (resourceName: string) =>
      Stack.of(this).formatArn({ service: 'cassandra', resource: '/keyspace', resourceName });
    const names = actions.map((action) => `cassandra:${action}`);
    const resources = [arn(`${keyspaceName}/`), arn(`${keyspaceName}/table/${tableName}`)];
    user.addToRolePolicy(new PolicyStatement({ actions: names, resources }));
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
