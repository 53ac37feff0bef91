import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** What SQS needs of whoever sends to an encrypted queue. */
const sendingActions = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The key of everything that holds users: topic, tables and what failed. With a key of AWS's own, EventBridge could not
 * write to the queue.
 */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string, { retainData }: { readonly retainData: boolean }) {
    super(scope, id, {
      alias: 'users-pipeline',
      description: 'Encrypts the users that users-pipeline holds.',
      enableKeyRotation: true,
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: sendingActions,
        // The resource of a key's policy is the key.
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Lets somebody send to a queue that this key encrypts. */
  allowSending(sender: IGrantable): void {
    this.grant(sender, ...sendingActions);
  }
}
