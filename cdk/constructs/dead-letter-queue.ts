import { Duration, Validations } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { type CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';

export interface DeadLetterQueueProps {
  readonly queueName: string;
  readonly encryptionKey: EncryptionKey;
  /** In whose name Lambda sends what failed: it needs leave to use the key. */
  readonly sender: IGrantable;
}

/** An encrypted queue that keeps what failed for as long as SQS can. */
export function createDeadLetterQueue(scope: Construct, id: string, props: DeadLetterQueueProps): Queue {
  const queue = new Queue(scope, id, {
    queueName: props.queueName,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  // Told of the key, the library would allow senders to use it for more than sending.
  props.encryptionKey.allowSending(props.sender);
  const resource = queue.node.defaultChild as CfnQueue;
  resource.kmsMasterKeyId = props.encryptionKey.keyArn;
  // A data key serves for so long, and each new one is a request that is paid for.
  resource.kmsDataKeyReusePeriodSeconds = Duration.hours(1).toSeconds();
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue.' });
  return queue;
}
