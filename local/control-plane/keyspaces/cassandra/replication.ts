import type { ReplicationSpecification } from '@aws-sdk/client-keyspaces';
import type { Caller } from '../../operation.ts';
import { invalid } from '../errors.ts';
import { requireOneOf } from '../rules.ts';

/**
 * The Regions of a keyspace that is in several.
 * @returns undefined for one in a single Region
 * @throws AwsError ValidationException
 */
export function readRegions(
  specification: Partial<ReplicationSpecification> | undefined,
  { region }: Caller,
): readonly string[] | undefined {
  if (!specification) return undefined;
  const { replicationStrategy, regionList = [] } = specification;
  const member = 'replicationSpecification.replicationStrategy';
  const strategy = requireOneOf(member, replicationStrategy, ['SINGLE_REGION', 'MULTI_REGION']);
  if (strategy === 'SINGLE_REGION') {
    if (regionList.some((one) => one !== region)) throw invalid('SINGLE_REGION takes no other Region in regionList');
    return undefined;
  }
  if (new Set(regionList).size < 2 || !regionList.includes(region)) {
    throw invalid(`MULTI_REGION needs a regionList of ${region} and at least one other Region`);
  }
  return [...new Set(regionList)];
}
