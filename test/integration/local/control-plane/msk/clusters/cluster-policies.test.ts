import {
  DeleteClusterPolicyCommand,
  GetClusterPolicyCommand,
  ListTagsForResourceCommand,
  PutClusterPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kafka';
import { createCluster, msk } from '../../../../../support/aws/msk.ts';
import { cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';

afterEach(cleanUp);

function policyFor(Resource: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource },
  });
}

test('a policy is put, changed by its version, and deleted', async () => {
  const ClusterArn = await createCluster();
  const Policy = policyFor(ClusterArn);
  const { CurrentVersion } = await msk.send(new PutClusterPolicyCommand({ ClusterArn, Policy }));
  expect(await msk.send(new GetClusterPolicyCommand({ ClusterArn }))).toMatchObject({ CurrentVersion, Policy });

  const without = msk.send(new PutClusterPolicyCommand({ ClusterArn, Policy }));
  await expect(without).rejects.toMatchObject({ message: 'Current cluster policy version needed for Update' });
  const changed = await msk.send(new PutClusterPolicyCommand({ ClusterArn, Policy, CurrentVersion }));
  expect(changed.CurrentVersion).not.toBe(CurrentVersion);

  await msk.send(new DeleteClusterPolicyCommand({ ClusterArn }));
  await expect(msk.send(new GetClusterPolicyCommand({ ClusterArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test.each<[string, string, string]>([
  ['is no JSON', '{', 'The cluster policy is not valid.'],
  ['says nothing', '{}', 'The cluster policy is not valid.'],
  [
    'is about another cluster',
    policyFor('arn:aws:kafka:us-east-1:000000000000:cluster/a/1'),
    'The cluster policy is not valid. Invalid cluster arn',
  ],
])('a policy that %s is refused', async (_, Policy, message) => {
  const ClusterArn = await createCluster();

  const put = msk.send(new PutClusterPolicyCommand({ ClusterArn, Policy }));

  await expect(put).rejects.toMatchObject({ name: 'BadRequestException', message });
});

test('tags are added and removed', async () => {
  const ResourceArn = await createCluster();
  await msk.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
  await msk.send(new TagResourceCommand({ ResourceArn, Tags: { b: '3' } }));

  await msk.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));

  expect((await msk.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ b: '3' });
});
