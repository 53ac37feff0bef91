import { Match } from 'aws-cdk-lib/assertions';
import type { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { bucketVariable as customersBucket } from '../../../examples/other-source/config-keys.ts';
import { OtherSourceStack } from '../../../examples/other-source/other-source-stack.ts';
import { bucketVariable as linesBucket } from '../../../examples/third-store/config-keys.ts';
import { ThirdStoreStack } from '../../../examples/third-store/third-store-stack.ts';
import { templateOf, withoutHashes } from '../cdk/synthesise.ts';
import { differencesBetween, type Json } from '../cdk/template-differences.ts';

/** Where a stack's template differs from the pipeline's. */
function addedBy(StackClass: typeof PipelineStack): string[] {
  const [pipeline, extended] = [templateOf('aws'), templateOf('aws', StackClass)].map(withoutHashes) as [Json, Json];
  return differencesBetween(pipeline, extended);
}

test('the third store adds its bucket, where the sink finds it, and the way there, and nothing else', () => {
  const alsoTo = (path: string) => ['Fn::Join', '0', '1'].map((of) => `Resources.${path}.Resource.${of}`);

  expect(addedBy(ThirdStoreStack)).toEqual([
    ...alsoTo('NetworkVpcS334FC449B.Properties.PolicyDocument.Statement.0'),
    ...alsoTo('SinkRoleDefaultPolicy4365EA5F.Properties.PolicyDocument.Statement.11'),
    'Resources.SinkD86FD045.Properties.Environment.Variables.USERS_LINES_BUCKET',
    ...['Resources.UsersLines646FFC61', 'Resources.UsersLinesPolicyB9A11789', 'Outputs.UsersLinesBucket'],
  ]);
});

test('the other source adds its bucket, where the fetch function finds it, and what it may read, and nothing else', () => {
  expect(addedBy(OtherSourceStack)).toEqual([
    'Resources.FetchRoleDefaultPolicy13C71BCE.Properties.PolicyDocument.Statement.9',
    'Resources.FetchRoleDefaultPolicy13C71BCE.Properties.PolicyDocument.Statement.10',
    'Resources.Fetch84857CE8.Properties.Environment.Variables.CUSTOMERS_BUCKET',
    ...['Resources.Customers6955EA0A', 'Resources.CustomersPolicyA54E9A1F', 'Outputs.CustomersBucket'],
  ]);
});

describe.each([
  ['users-sink', linesBucket, 'UsersLines', ThirdStoreStack],
  ['users-fetch', customersBucket, 'Customers', OtherSourceStack],
])('%s', (FunctionName, variable, id, StackClass) => {
  test.each(['local', 'aws'])('finds its bucket in stage %s, which nobody else may read', (stage) => {
    const template = templateOf(stage, StackClass);

    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName,
      Environment: { Variables: { [variable]: { Ref: Match.stringLikeRegexp(`^${id}`) } } },
    });
    const buckets = template.findResources('AWS::S3::Bucket', {
      DeletionPolicy: stage === 'aws' ? 'Retain' : 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } },
          ],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      },
    });
    expect(Object.keys(buckets)).toHaveLength(2);
  });
});
