import { Aws, CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Connection } from '../../cdk/constructs/connection.ts';
import type { EncryptionKey } from '../../cdk/constructs/encryption-key.ts';
import { UsersBucket } from '../../cdk/constructs/users-bucket.ts';
import { PipelineStack, type PipelineStackProps } from '../../cdk/pipeline-stack.ts';
import { bucketVariable } from './config-keys.ts';

/** The pipeline, whose users are customers in a bucket. */
export class OtherSourceStack extends PipelineStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { ...props, folders: { ...props.folders, fetch: 'examples/other-source' } });
    const bucket = new UsersBucket(this, 'Customers', {
      bucketName: `users-customers-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryptionKey: this.encryptionKey,
      retainData: props.stage.retainData,
      whyNoAccessLog: 'The pipeline alone reads it. Whoever lets others write there decides what is logged of that.',
    });
    this.fetch.connectTo(readerOf(bucket, this.encryptionKey));
    new CfnOutput(this, 'CustomersBucket', { value: bucket.bucketName });
  }
}

/** Of the fetch function, which reaches all of AWS's APIs. */
function readerOf(bucket: UsersBucket, encryptionKey: EncryptionKey): Connection {
  return {
    environment: { [bucketVariable]: bucket.bucketName },
    allow: (user) => {
      user.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.objects] }));
      // To those who may not list a bucket S3 says of an object that is not there that it is forbidden.
      user.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
      encryptionKey.grant(user, 'kms:Decrypt');
      bucket.acknowledgeObjects(user);
    },
  };
}
