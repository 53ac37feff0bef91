import type { CreateClusterV2Response } from '@aws-sdk/client-kafka';
import { type Call, unlessMissing } from '../../calls.ts';
import type { ResourceType } from '../../resource.ts';
import type { LifeCycle } from '../clusters/life-cycle.ts';
import { replaceTags } from './resource-tags.ts';
import { settled } from './settled.ts';
import { apiTags, apiValues } from './template-values.ts';

/** AWS::MSK::ServerlessCluster: of it AWS updates the tags only. */
export function serverlessClusterResource(call: Call, lifeCycle: LifeCycle): ResourceType {
  return {
    nameOf: ({ ClusterName }) => ClusterName,
    async create(properties, place) {
      const { ClusterName, VpcConfigs, ClientAuthentication } = apiValues(properties);
      const request = { ClusterName, Tags: apiTags(properties), Serverless: { VpcConfigs, ClientAuthentication } };
      const { ClusterArn = '' } = await call<CreateClusterV2Response>('CreateClusterV2', request, place);
      await settled(lifeCycle, ClusterArn);
      return { ...properties, PhysicalResourceId: ClusterArn, Arn: ClusterArn };
    },
    async update(properties, { Arn }, place) {
      await settled(lifeCycle, Arn);
      await replaceTags(call, Arn, apiTags(properties), place);
      return { ...properties, PhysicalResourceId: Arn, Arn };
    },
    async delete({ Arn }, place) {
      await lifeCycle.settled(Arn);
      await call('DeleteCluster', { ClusterArn: Arn }, place).catch(unlessMissing);
      await lifeCycle.settled(Arn);
    },
  };
}
