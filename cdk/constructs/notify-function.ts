import { ArnFormat, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import { webhookSecret } from '../../lambdas/notify/webhook-secret.ts';
import { PipelineFunction } from './pipeline-function.ts';

export interface NotifyFunctionProps {
  readonly logRetentionDays: number;
  /** What an alarm's name is added to for its link; empty for CloudWatch's console. */
  readonly alarmPages: string;
}

const functionName = 'users-notify';

/** Posts what the alarms tell to a webhook. In no VPC: it needs the internet, and nothing of the pipeline's. */
export class NotifyFunction extends PipelineFunction {
  /** What could not be posted. Nothing in it is about a user, so it needs no key of ours. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, { logRetentionDays, alarmPages }: NotifyFunctionProps) {
    super(scope, id, {
      logRetentionDays,
      functionName,
      description: 'Posts what the alarms tell to the webhook that the secret names.',
      folder: 'lambdas/notify',
      timeoutSeconds: 30,
      memoryMb: 256,
      environment: { [configKeys.alarmPages]: alarmPages },
    });
    this.undelivered = new Queue(scope, `${id}Undelivered`, {
      queueName: 'users-notify-failures',
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.undelivered).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue.' });
    this.configureAsyncInvoke({
      retryAttempts: 2,
      // An alarm that is told of hours later misleads.
      maxEventAge: Duration.hours(1),
      onFailure: new SqsDestination(this.undelivered),
    });
    this.allowSecret();
  }

  /** A person makes it: only its name is known, to which Secrets Manager adds six characters. */
  private allowSecret(): void {
    const secret = { service: 'secretsmanager', resource: 'secret', resourceName: `${webhookSecret}-??????` };
    const arn = Stack.of(this).formatArn({ ...secret, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    this.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }));
  }
}
