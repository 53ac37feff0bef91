import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  type InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { NetworkSettings } from '../stages.ts';

/**
 * A VPC in two zones. Functions and brokers run in private subnets, whose NAT leads to the users' API and to AWS; the
 * database has subnets that lead nowhere. Rows go to Keyspaces through an endpoint, not through the NAT.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly functionSubnetIds: string[];
  readonly keyspacesEndpoint: InterfaceVpcEndpoint;

  constructor(scope: Construct, id: string, settings: NetworkSettings, logRetentionDays: number) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(settings.cidr),
      maxAzs: 2,
      natGateways: settings.natGateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'functions', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
        { name: 'database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    });
    this.vpc.addFlowLog('Rejected', {
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RejectedLog', { retention: logRetentionDays, removalPolicy: RemovalPolicy.DESTROY }),
      ),
      trafficType: FlowLogTrafficType.REJECT,
    });
    this.functionSubnetIds = this.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS }).subnetIds;
    this.keyspacesEndpoint = this.vpc.addInterfaceEndpoint('Keyspaces', {
      service: InterfaceVpcEndpointAwsService.KEYSPACES,
      open: false,
    });
  }
}

/** @throws Error naming the setting that needs the network, when the stage has none. */
export function networkFor(network: Network | undefined, reason: string): Network {
  if (network) return network;
  throw new Error(`network must be set in the stage when ${reason}.`);
}
