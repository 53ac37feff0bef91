import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration, CfnServerlessCluster } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { ClusterSettings, ExpressClusterSettings, ProvisionedClusterSettings } from '../stages.ts';
import type { Network } from './network.ts';

/** The last line of versions that AWS supports for years after its release. */
const kafkaVersion = '3.9.x.kraft';
/** Of every record, where AWS decides it: by Express brokers and MSK Serverless. */
const copiesOfAws = 3;
/** MSK's port for IAM authentication inside the VPC. */
export const iamPort = Port.tcp(9098);

export interface ClusterProps {
  readonly network: Network;
  readonly encryptionKey: IKey;
  readonly logRetentionDays: number;
}

/** An MSK cluster that takes clients by TLS with an IAM identity, and nobody else. */
export interface Cluster extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Of brokers that have volumes to watch. */
  readonly brokers: number;
  readonly replicationFactor: number;
  readonly securityGroup: SecurityGroup;
}

/**
 * The cluster goes with the stack in every stage: records are on their way through it, and a run brings those of its
 * date again.
 */
export function createCluster(scope: Construct, settings: ClusterSettings, props: ClusterProps): Cluster {
  switch (settings.kind) {
    case 'provisioned':
    case 'express':
      return new ProvisionedCluster(scope, 'Cluster', settings, props);
    case 'serverless':
      return new ServerlessCluster(scope, 'Cluster', props);
  }
}

class ProvisionedCluster extends Construct implements Cluster {
  readonly name: string;
  readonly arn: string;
  readonly brokers: number;
  readonly replicationFactor: number;
  readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    settings: ProvisionedClusterSettings | ExpressClusterSettings,
    props: ClusterProps,
  ) {
    super(scope, id);
    const { network, encryptionKey } = props;
    const standard = settings.kind === 'provisioned' ? settings : undefined;
    this.name = Stack.of(this).stackName;
    this.brokers = standard?.brokers ?? 0;
    this.replicationFactor = standard?.replicationFactor ?? copiesOfAws;
    this.securityGroup = createSecurityGroup(this, network);
    const cluster = new CfnCluster(this, 'Resource', {
      clusterName: this.name,
      kafkaVersion,
      numberOfBrokerNodes: settings.brokers,
      configurationInfo: standard && this.configure(standard),
      brokerNodeGroupInfo: {
        instanceType: settings.instanceType,
        clientSubnets: network.vpc.selectSubnets(network.inner).subnetIds,
        securityGroups: [this.securityGroup.securityGroupId],
        storageInfo: standard && { ebsStorageInfo: { volumeSize: standard.storageGb } },
      },
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: {
        encryptionAtRest: { dataVolumeKmsKeyId: encryptionKey.keyArn },
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: createLog(this, props).logGroupName } } },
    });
    cluster.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.arn = cluster.attrArn;
  }

  private configure(settings: ProvisionedClusterSettings): CfnCluster.ConfigurationInfoProperty {
    const { attrArn: arn, attrLatestRevisionRevision: revision } = new CfnConfiguration(this, 'Configuration', {
      name: this.name,
      description: 'Brokers of users-pipeline',
      kafkaVersionsList: [kafkaVersion],
      serverProperties: serverProperties(settings),
    });
    return { arn, revision };
  }
}

/** MSK Serverless: it has neither volumes nor versions nor settings of brokers. */
class ServerlessCluster extends Construct implements Cluster {
  readonly name: string;
  readonly arn: string;
  readonly brokers = 0;
  readonly replicationFactor = copiesOfAws;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { network }: ClusterProps) {
    super(scope, id);
    this.name = Stack.of(this).stackName;
    this.securityGroup = createSecurityGroup(this, network);
    const { subnetIds } = network.vpc.selectSubnets(network.inner);
    const cluster = new CfnServerlessCluster(this, 'Resource', {
      clusterName: this.name,
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds, securityGroups: [this.securityGroup.securityGroupId] }],
    });
    cluster.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.arn = cluster.attrArn;
  }
}

/** Lambda's pollers are in the subnets of the brokers, with the brokers' own security group. */
function createSecurityGroup(scope: Construct, { vpc }: Network): SecurityGroup {
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: 'Brokers of users-pipeline',
    allowAllOutbound: false,
  });
  group.connections.allowInternally(iamPort, 'Event source mapping');
  return group;
}

function createLog(scope: Construct, { logRetentionDays }: ClusterProps): LogGroup {
  return new LogGroup(scope, 'Log', {
    // Under this name AWS's own services may write without a resource policy for each of them.
    logGroupName: '/aws/vendedlogs/msk/users-pipeline',
    retention: logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function serverProperties({ replicationFactor, minInSyncReplicas }: ProvisionedClusterSettings): string {
  const properties = {
    'auto.create.topics.enable': false,
    'default.replication.factor': replicationFactor,
    'min.insync.replicas': minInSyncReplicas,
    'unclean.leader.election.enable': false,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
