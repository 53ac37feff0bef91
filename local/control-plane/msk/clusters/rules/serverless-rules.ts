import type { ServerlessRequest } from '@aws-sdk/client-kafka';
import type { Caller } from '../../../operation.ts';
import { badRequest } from '../../errors.ts';
import { requireDistinct, required, requireSize } from '../../rules.ts';
import type { Network } from '../network.ts';

/**
 * A serverless cluster as it is asked for.
 * @throws AwsError BadRequestException
 */
export async function serverlessOf(
  request: ServerlessRequest,
  caller: Caller,
  network: Network,
): Promise<ServerlessRequest> {
  const vpcs = required('vpcConfigs', request.VpcConfigs);
  requireSize(vpcs, 1, 5);
  if (request.ClientAuthentication?.Sasl?.Iam?.Enabled !== true) {
    throw badRequest('A serverless cluster must use SASL/IAM authentication.');
  }
  for (const { SubnetIds, SecurityGroupIds = [] } of vpcs) {
    const subnets = required('subnetIds', SubnetIds);
    requireSize(subnets, 2, 6);
    requireDistinct(subnets);
    await network.requireSubnets(subnets, caller);
    await network.requireSecurityGroups(SecurityGroupIds, caller);
  }
  return request;
}
