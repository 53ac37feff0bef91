import type { GetClusterPolicyResponse, PutClusterPolicyResponse } from '@aws-sdk/client-kafka';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Place, Properties, ResourceType } from '../../resource.ts';

/** AWS::MSK::ClusterPolicy */
export function clusterPolicyResource(call: Call): ResourceType {
  const put = async (properties: Properties, place: Place, version: string | undefined) => {
    const { ClusterArn, Policy } = properties;
    const request = { ClusterArn, Policy: JSON.stringify(Policy), CurrentVersion: version };
    const { CurrentVersion } = await call<PutClusterPolicyResponse>('PutClusterPolicy', request, place);
    return { ...properties, PhysicalResourceId: ClusterArn, CurrentVersion };
  };
  return {
    nameOf: ({ ClusterArn }) => ClusterArn,
    create: (properties, place) => put(properties, place, undefined),
    async update(properties, { ClusterArn }, place) {
      const { CurrentVersion } = await call<GetClusterPolicyResponse>('GetClusterPolicy', { ClusterArn }, place);
      return put(properties, place, CurrentVersion);
    },
    async delete({ ClusterArn }, place) {
      await call('DeleteClusterPolicy', { ClusterArn }, place).catch(unlessMissing);
    },
  };
}
