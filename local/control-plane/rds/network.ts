import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, type Subnet } from '@aws-sdk/client-ec2';
import { AwsError } from '../aws-error.ts';
import type { Clients } from '../clients.ts';
import type { Caller } from '../operation.ts';

/** A subnet that a database may be in. */
export interface PlacedSubnet {
  readonly id: string;
  readonly zone: string;
}

/** Where an instance or a proxy is. */
export interface Placement {
  readonly subnetGroup: string;
  readonly vpcId: string;
  readonly subnets: readonly PlacedSubnet[];
  readonly securityGroups: readonly string[];
}

export interface Vpc {
  readonly vpcId: string;
  readonly subnets: readonly PlacedSubnet[];
}

/** What LocalStack's EC2 has for a caller. */
export class Network {
  readonly #clients: Pick<Clients, 'ec2'>;

  constructor(clients: Pick<Clients, 'ec2'>) {
    this.#clients = clients;
  }

  /** @throws AwsError InvalidSubnet when one is missing or they are of several VPCs */
  async subnets(ids: readonly string[], caller: Caller): Promise<Vpc> {
    const found = await this.#findSubnets([{ Name: 'subnet-id', Values: [...ids] }], caller);
    const missing = ids.filter((id) => !found.some(({ SubnetId }) => SubnetId === id));
    if (missing.length > 0) throw invalidSubnet(`Some input subnets in :[${missing.join(', ')}] are invalid.`);
    const [vpcId = '', ...others] = new Set(found.map(({ VpcId }) => VpcId));
    if (others.length > 0) throw invalidSubnet('The subnets are in different VPCs: name subnets of one VPC.');
    return { vpcId, subnets: found.map(placed) };
  }

  /** The default VPC's. @throws AwsError InvalidSubnet when there is none */
  async defaultSubnets(caller: Caller): Promise<Vpc> {
    const found = await this.#findSubnets([{ Name: 'default-for-az', Values: ['true'] }], caller);
    const vpcId = found[0]?.VpcId;
    if (vpcId !== undefined) return { vpcId, subnets: found.map(placed) };
    const message = 'No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.';
    throw invalidSubnet(message);
  }

  /** @returns the VPC's default group when none is given @throws AwsError InvalidParameterValue */
  async securityGroups(ids: readonly string[], vpcId: string, caller: Caller): Promise<string[]> {
    const asked = ids.length > 0;
    const filter = asked ? { Name: 'group-id', Values: [...ids] } : { Name: 'group-name', Values: ['default'] };
    const client = this.#clients.ec2(caller);
    const { SecurityGroups = [] } = await client.send(
      new DescribeSecurityGroupsCommand({ Filters: [filter, { Name: 'vpc-id', Values: [vpcId] }] }),
    );
    const found = SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []);
    const missing = ids.filter((id) => !found.includes(id));
    if (missing.length === 0) return asked ? [...ids] : found;
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid security group , groupId= ${missing.join(', ')}, groupName=. VPC ${vpcId} does not have it.`,
    );
  }

  async #findSubnets(Filters: { Name: string; Values: string[] }[], caller: Caller): Promise<Subnet[]> {
    const client = this.#clients.ec2(caller);
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters }));
    return Subnets;
  }
}

function placed({ SubnetId = '', AvailabilityZone = '' }: Subnet): PlacedSubnet {
  return { id: SubnetId, zone: AvailabilityZone };
}

function invalidSubnet(message: string): AwsError {
  return new AwsError('InvalidSubnet', message);
}
