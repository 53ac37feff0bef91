import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { isTrue } from '../../template-values.ts';
import { keyspaceArn } from '../arn.ts';
import type { LifeCycle } from '../life-cycle.ts';
import { replaceTags } from './resource-tags.ts';
import { apiTags, apiValues, generatedIdentifier } from './template-values.ts';

/** AWS::Cassandra::Keyspace */
export function keyspaceResource(call: Call, lifeCycle: LifeCycle): ResourceType {
  return {
    nameOf: ({ KeyspaceName }) => KeyspaceName,

    async create(properties, place) {
      const keyspaceName = properties.KeyspaceName ?? generatedIdentifier(place);
      const tags = apiTags(properties);
      const request = { keyspaceName, ...replicationOf(properties), ...(tags.length > 0 && { tags }) };
      await call('CreateKeyspace', request, place);
      await lifeCycle.settled({ kind: 'keyspace', keyspace: keyspaceName });
      return modelOf(properties, keyspaceName);
    },

    async update(properties, old, place) {
      const keyspaceName = old.PhysicalResourceId;
      if (properties.ReplicationSpecification?.ReplicationStrategy === 'MULTI_REGION') {
        const timestamps = isTrue(properties.ClientSideTimestampsEnabled);
        const clientSideTimestamps = timestamps ? { clientSideTimestamps: { status: 'ENABLED' } } : {};
        await call('UpdateKeyspace', { keyspaceName, ...replicationOf(properties), ...clientSideTimestamps }, place);
        await lifeCycle.allSettled(keyspaceName);
      }
      await replaceTags(call, keyspaceArn(place, keyspaceName), apiTags(properties), place);
      return modelOf(properties, keyspaceName);
    },

    async delete(old, place) {
      const keyspaceName = old.PhysicalResourceId;
      // AWS refuses while something in it is under way, and CloudFormation asks again.
      await lifeCycle.allSettled(keyspaceName);
      await call('DeleteKeyspace', { keyspaceName }, place).catch(unlessMissing);
      await lifeCycle.settled({ kind: 'keyspace', keyspace: keyspaceName });
    },
  };
}

function replicationOf({ ReplicationSpecification }: Properties) {
  return ReplicationSpecification ? { replicationSpecification: apiValues(ReplicationSpecification) } : {};
}

function modelOf(properties: Properties, keyspace: string): Model {
  return { ...properties, KeyspaceName: keyspace, PhysicalResourceId: keyspace };
}
