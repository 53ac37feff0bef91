import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  type GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  type IConnectable,
  type InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
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
 * From there Keyspaces, SQS and S3 are reached through endpoints. The mapping needs none, neither of Lambda nor of STS: in provisioned mode
 * Lambda makes its own way from the brokers' subnets to the function.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly outward: SubnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  readonly inner: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };
  readonly keyspacesEndpoint: InterfaceVpcEndpoint;
  readonly sqsEndpoint: InterfaceVpcEndpoint;
  /** For whatever its policy names; the owners of buckets add to it. */
  readonly s3Endpoint: GatewayVpcEndpoint;

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
    this.keyspacesEndpoint = this.addInnerEndpoint('Keyspaces', InterfaceVpcEndpointAwsService.KEYSPACES);
    this.sqsEndpoint = this.addInnerEndpoint('Sqs', InterfaceVpcEndpointAwsService.SQS);
    this.s3Endpoint = this.vpc.addGatewayEndpoint('S3', {
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [this.inner],
    });
  }

  /**
   * Lets a function of the inner subnets use S3. Its addresses are those of a list of AWS's, whose name differs from
   * Region to Region; the subnets have a route to them and to no other outside.
   */
  allowToS3(user: IConnectable): void {
    user.connections.allowTo(Peer.anyIpv4(), Port.HTTPS, 'S3, by its endpoint');
  }

  /** Nobody may use it yet. */
  private addInnerEndpoint(name: string, service: InterfaceVpcEndpointAwsService): InterfaceVpcEndpoint {
    return this.vpc.addInterfaceEndpoint(name, {
      service,
      subnets: this.inner,
      open: false,
      securityGroups: [
        new SecurityGroup(this, `${name}SecurityGroup`, {
          vpc: this.vpc,
          description: `Endpoint of ${name}`,
          allowAllOutbound: false,
        }),
      ],
    });
  }
}
