import { Aws, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Connection } from './connection.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Network } from './network.ts';
import { UsersBucket } from './users-bucket.ts';

export interface DeadLetterBucketProps {
  readonly network: Network;
  readonly encryptionKey: EncryptionKey;
  readonly retainData: boolean;
}

/** The values of dead letters that are too large for their queue. */
export class DeadLetterBucket extends Construct {
  readonly bucket: UsersBucket;
  /** Of a function that puts values there. */
  readonly writer: Connection;

  constructor(scope: Construct, id: string, { network, encryptionKey, retainData }: DeadLetterBucketProps) {
    super(scope, id);
    this.bucket = new UsersBucket(this, 'Bucket', {
      bucketName: `users-dead-letters-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryptionKey,
      retainData,
      // A day longer than the queue keeps the letters.
      lifecycleRules: [{ expiration: Duration.days(15), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      whyNoAccessLog: 'The pipeline alone writes to it, some objects in a bad year, and logs each of them itself.',
    });
    this.writer = this.bucket.writerFrom(network, configKeys.deadLetterBucket);
  }
}
