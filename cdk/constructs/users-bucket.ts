import { type CfnElement, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Connection } from './connection.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Network } from './network.ts';

export interface UsersBucketProps {
  readonly bucketName: string;
  readonly encryptionKey: EncryptionKey;
  readonly retainData: boolean;
  /** @default - objects stay */
  readonly lifecycleRules?: LifecycleRule[];
  /** Why S3 need not log who asks for its objects. */
  readonly whyNoAccessLog: string;
}

/** A bucket of objects that hold users: shut to the public, encrypted with the pipeline's key, and reached by TLS. */
export class UsersBucket extends Bucket {
  /** Of its objects, for a policy. */
  readonly objects: string;
  private readonly key: EncryptionKey;

  constructor(scope: Construct, id: string, { retainData, whyNoAccessLog, encryptionKey, ...props }: UsersBucketProps) {
    super(scope, id, {
      ...props,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.key = encryptionKey;
    this.objects = this.arnForObjects('*');
    Validations.of(this).acknowledge({ id: 'AwsSolutions-S1', reason: whyNoAccessLog });
  }

  /**
   * Of a function of the inner subnets that puts objects there. These reach S3 by an endpoint alone, and by it nothing but
   * the buckets that add themselves here.
   * @param variable the environment variable with the bucket's name
   */
  writerFrom(network: Network, variable: string): Connection {
    const put = { actions: ['s3:PutObject'], resources: [this.objects] };
    network.s3Endpoint.addToPolicy(new PolicyStatement({ principals: [new AnyPrincipal()], ...put }));
    return {
      environment: { [variable]: this.bucketName },
      allow: (user) => {
        user.addToRolePolicy(new PolicyStatement(put));
        this.key.allowSending(user);
        network.allowToS3(user);
        this.acknowledgeObjects(user);
      },
    };
  }

  /** Says why a function's permission is for every object. */
  acknowledgeObjects({ role }: LambdaFunction): void {
    const logicalId = Stack.of(this).getLogicalId(this.node.defaultChild as CfnElement);
    if (!role) return;
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`,
      reason: 'What an object is called follows from what it holds.',
    });
  }
}
