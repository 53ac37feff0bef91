import { Aws, type CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Connection } from './connection.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Network } from './network.ts';

export interface DeadLetterBucketProps {
  readonly network: Network;
  readonly encryptionKey: EncryptionKey;
  readonly retainData: boolean;
}

/** The values of dead letters that are too large for their queue. */
export class DeadLetterBucket extends Construct {
  readonly bucket: Bucket;
  /** Of a function that puts values there. */
  readonly writer: Connection;

  constructor(scope: Construct, id: string, { network, encryptionKey, retainData }: DeadLetterBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: `users-dead-letters-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // A day longer than the queue keeps the letters.
      lifecycleRules: [{ expiration: Duration.days(15), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'The pipeline alone writes to it, some objects in a bad year, and logs each of them itself.',
    });
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnElement);
    const objects = this.bucket.arnForObjects('*');
    // The inner subnets reach S3 by this endpoint alone, and by it nothing but this bucket.
    network.s3Endpoint.addToPolicy(
      new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['s3:PutObject'], resources: [objects] }),
    );
    this.writer = {
      environment: { [configKeys.deadLetterBucket]: this.bucket.bucketName },
      allow: (user) => {
        user.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }));
        encryptionKey.allowSending(user);
        network.allowToS3(user);
        if (user.role) {
          Validations.of(user.role).acknowledge({
            id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`,
            reason: 'Each object is named after the place of its record.',
          });
        }
      },
    };
  }
}
