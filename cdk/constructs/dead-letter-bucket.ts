import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';

export interface DeadLetterBucketProps {
  readonly encryptionKey: EncryptionKey;
  readonly retainData: boolean;
}

/** The values of dead letters that are too large for their queue. */
export class DeadLetterBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { encryptionKey, retainData }: DeadLetterBucketProps) {
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
  }
}
