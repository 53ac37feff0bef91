import { Aws, CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { UsersBucket } from '../../cdk/constructs/users-bucket.ts';
import { PipelineStack, type PipelineStackProps } from '../../cdk/pipeline-stack.ts';
import { bucketVariable } from './config-keys.ts';

/** The pipeline, whose sink also writes lines to a bucket. */
export class ThirdStoreStack extends PipelineStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { ...props, folders: { ...props.folders, sink: 'examples/third-store' } });
    const bucket = new UsersBucket(this, 'UsersLines', {
      bucketName: `users-lines-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryptionKey: this.encryptionKey,
      retainData: props.stage.retainData,
      whyNoAccessLog: 'The pipeline alone writes to it. Whoever lets others read it decides what is logged of that.',
    });
    this.sink.connectTo(bucket.writerFrom(this.network, bucketVariable));
    new CfnOutput(this, 'UsersLinesBucket', { value: bucket.bucketName });
  }
}
