import type { BatchAssociateScramSecretResponse } from '@aws-sdk/client-kafka';
import { AwsError } from '../../aws-error.ts';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Place, Properties, ResourceType } from '../../resource.ts';

// The API takes no more at a time.
const batch = 10;

/** AWS::MSK::BatchScramSecret */
export function scramSecretResource(call: Call): ResourceType {
  const each = async (operation: string, ClusterArn: string, arns: readonly string[], place: Place) => {
    for (let from = 0; from < arns.length; from += batch) {
      const request = { ClusterArn, SecretArnList: arns.slice(from, from + batch) };
      const { UnprocessedScramSecrets } = await call<BatchAssociateScramSecretResponse>(operation, request, place);
      const [first] = operation === 'BatchAssociateScramSecret' ? (UnprocessedScramSecrets ?? []) : [];
      if (first) throw new AwsError(first.ErrorCode ?? '', `${first.SecretArn}: ${first.ErrorMessage}`);
    }
  };
  return {
    nameOf: ({ ClusterArn }) => ClusterArn,
    async create(properties, place) {
      await each('BatchAssociateScramSecret', properties.ClusterArn, secretsOf(properties), place);
      return { ...properties, PhysicalResourceId: properties.ClusterArn };
    },
    async update(properties, old, place) {
      const [before, after] = [secretsOf(old), secretsOf(properties)];
      const { ClusterArn } = properties;
      await each('BatchDisassociateScramSecret', ClusterArn, without(before, after), place);
      await each('BatchAssociateScramSecret', ClusterArn, without(after, before), place);
      return { ...properties, PhysicalResourceId: ClusterArn };
    },
    async delete(old, place) {
      await each('BatchDisassociateScramSecret', old.ClusterArn, secretsOf(old), place).catch(unlessMissing);
    },
  };
}

function secretsOf({ SecretArnList = [] }: Properties): string[] {
  return SecretArnList;
}

function without(arns: readonly string[], others: readonly string[]): string[] {
  return arns.filter((arn) => !others.includes(arn));
}
