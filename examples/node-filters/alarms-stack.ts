import { join } from 'node:path';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  Code,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { ManagedKafkaEventSource, S3OnFailureDestination } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A function that sees only the hot temperatures of a topic. Those that it cannot handle end in a bucket. */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, { clusterArn }: { readonly clusterArn: string }) {
    super(scope, id);

    // Kept with what is in it when the stack is deleted.
    const failures = new Bucket(this, 'Failures', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
    });
    const alarms = new LambdaFunction(this, 'Alarms', {
      functionName: 'hot-readings',
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(import.meta.dirname, 'function')),
      timeout: Duration.seconds(30),
    });
    alarms.addEventSource(
      new ManagedKafkaEventSource({
        clusterArn,
        topic: 'sensor-readings',
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(1),
        filters: [
          FilterCriteria.filter({
            value: {
              kind: FilterRule.isEqual('temperature'),
              celsius: [{ numeric: ['>=', 80] }],
            },
          }),
        ],
        provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3 },
        bisectBatchOnError: true,
        retryAttempts: 1,
        onFailure: new S3OnFailureDestination(failures),
      }),
    );
    new CfnOutput(this, 'FailuresBucket', { value: failures.bucketName });
  }
}
