import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Connection } from './connection.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';
import type { UsersBucket } from './users-bucket.ts';

export interface DeadLetters {
  readonly queue: Queue;
  /** Of values that are too large for the queue. */
  readonly bucket: UsersBucket;
  readonly encryptionKey: EncryptionKey;
}

export interface RedriveFunctionProps extends PlaceProps {
  readonly deadLetters: DeadLetters;
}

/** Shows dead letters and publishes their records again. Nothing triggers it: a person decides. */
export class RedriveFunction extends PipelineFunction {
  constructor(scope: Construct, id: string, { deadLetters, ...place }: RedriveFunctionProps) {
    super(scope, id, {
      ...place,
      functionName: 'users-redrive',
      description: 'Lists dead letters, shows them, and publishes their records again.',
      folder: 'lambdas/redrive',
      timeoutSeconds: 300,
      reachesOut: true,
    });
    this.connectTo(connectionTo(deadLetters));
  }
}

function connectionTo({ queue, bucket, encryptionKey }: DeadLetters): Connection {
  return {
    environment: {
      [configKeys.deadLetterQueueUrl]: queue.queueUrl,
      [configKeys.deadLetterBucket]: bucket.bucketName,
    },
    allow(user) {
      const queueActions = ['ReceiveMessage', 'ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes'];
      const allow = (actions: string[], resource: string) =>
        user.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
      allow(
        queueActions.map((action) => `sqs:${action}`),
        queue.queueArn,
      );
      allow(['s3:GetObject', 's3:DeleteObject'], bucket.objects);
      encryptionKey.grant(user, 'kms:Decrypt');
      bucket.acknowledgeObjects(user);
    },
  };
}
