import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule as RuleSchedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { createDeadLetterQueue } from './dead-letter-queue.ts';
import type { EncryptionKey } from './encryption-key.ts';

export interface ScheduleProps {
  /** An EventBridge schedule expression, in UTC. */
  readonly expression: string;
  readonly target: IFunction;
  readonly encryptionKey: EncryptionKey;
}

const retryAttempts = 2;
const maximumEventAge = Duration.hours(6);

/** Starts the target on time. What EventBridge cannot deliver, or the target cannot do, waits in a queue. */
export class Schedule extends Construct {
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, { expression, target, encryptionKey }: ScheduleProps) {
    super(scope, id);
    const queue = { queueName: 'users-fetch-failures', encryptionKey, sender: target };
    this.undelivered = createDeadLetterQueue(this, 'Undelivered', queue);
    new Rule(this, 'Daily', {
      ruleName: 'users-daily',
      description: 'Starts the fetch of a day.',
      schedule: RuleSchedule.expression(expression),
      targets: [
        new LambdaFunction(target, {
          deadLetterQueue: this.undelivered,
          retryAttempts,
          maxEventAge: maximumEventAge,
        }),
      ],
    });
    new EventInvokeConfig(this, 'Invocation', {
      function: target,
      retryAttempts,
      maxEventAge: maximumEventAge,
      onFailure: new SqsDestination(this.undelivered),
    });
  }
}
