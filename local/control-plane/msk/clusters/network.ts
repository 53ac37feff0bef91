import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import type { Clients } from '../../clients.ts';
import type { Caller } from '../../operation.ts';
import { badRequest } from '../errors.ts';

/** What LocalStack's EC2 has for a caller. */
export class Network {
  readonly #clients: Pick<Clients, 'ec2'>;

  constructor(clients: Pick<Clients, 'ec2'>) {
    this.#clients = clients;
  }

  /** @throws AwsError BadRequestException when one of them is unknown, or two are in one zone or in two VPCs */
  async requireSubnets(ids: readonly string[], caller: Caller): Promise<void> {
    const asked = this.#clients.ec2(caller).send(new DescribeSubnetsCommand({ SubnetIds: [...ids] }));
    const { Subnets = [] } = await asked.catch(refuse);
    const zones = new Set(Subnets.map((subnet) => subnet.AvailabilityZone));
    if (zones.size !== ids.length) {
      const message = 'The number of Availability Zones in the BrokerAZDistribution parameter must be equal to';
      throw badRequest(`${message} the number of client subnets.`);
    }
    if (new Set(Subnets.map((subnet) => subnet.VpcId)).size > 1) {
      throw badRequest('The client subnets must all be in the same VPC.');
    }
  }

  /** @throws AwsError BadRequestException when one of them is unknown */
  async requireSecurityGroups(ids: readonly string[], caller: Caller): Promise<void> {
    if (ids.length === 0) return;
    const asked = this.#clients.ec2(caller).send(new DescribeSecurityGroupsCommand({ GroupIds: [...ids] }));
    await asked.catch(refuse);
  }
}

/** EC2's own words name the id: "The subnet ID 'subnet-1' does not exist". */
function refuse(error: Error): never {
  if (/^Invalid(Subnet|Group|SecurityGroup)/.test(error.name)) throw badRequest(error.message, error);
  throw error;
}
