import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  type InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { NetworkSettings } from '../stages.ts';

export interface NetworkProps {
  readonly settings: NetworkSettings;
  readonly logRetentionDays: number;
}

/**
 * A VPC with three kinds of subnets: public ones for the NAT, those of functions that ask the internet or an API of
 * AWS, and inner ones, which lead nowhere: for the stores, and for the function that only writes to them.
 *
 * Keyspaces is reached through an endpoint. The mapping needs none, neither of Lambda nor of STS: in provisioned mode
 * Lambda makes its own way from the brokers' subnets to the function.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly outward: SubnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  readonly inner: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };
  readonly keyspacesEndpoint: InterfaceVpcEndpoint;

  constructor(scope: Construct, id: string, { settings, logRetentionDays }: NetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(settings.cidr),
      maxAzs: settings.zones,
      natGateways: settings.natGateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'outward', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
        { name: 'inner', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 22 },
      ],
    });
    this.vpc.addFlowLog('Rejected', {
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RejectedLog', { retention: logRetentionDays, removalPolicy: RemovalPolicy.DESTROY }),
      ),
      trafficType: FlowLogTrafficType.REJECT,
    });
    this.keyspacesEndpoint = this.vpc.addInterfaceEndpoint('Keyspaces', {
      service: InterfaceVpcEndpointAwsService.KEYSPACES,
      subnets: this.inner,
      open: false,
      securityGroups: [
        new SecurityGroup(this, 'KeyspacesSecurityGroup', {
          vpc: this.vpc,
          description: 'Endpoint of Keyspaces',
          allowAllOutbound: false,
        }),
      ],
    });
  }
}
