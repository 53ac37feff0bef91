import { type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { InvocationType, Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';

const timeoutSeconds = 300;

/** Brings the stores' tables and the topic up to date during each deployment that changes it. */
export class Migration extends Construct {
  readonly handler: PipelineFunction;
  private readonly trigger: Trigger;

  constructor(scope: Construct, id: string, place: PlaceProps) {
    super(scope, id);
    this.handler = new PipelineFunction(this, 'Migrate', {
      ...place,
      functionName: 'users-migrate',
      description: 'Creates the topic, and creates and migrates the tables of both stores.',
      folder: 'migrate',
      timeoutSeconds,
    });
    this.trigger = new Trigger(this, 'Trigger', {
      handler: this.handler,
      invocationType: InvocationType.REQUEST_RESPONSE,
      timeout: Duration.seconds(timeoutSeconds + 30),
    });
    runProviderOn(Runtime.NODEJS_22_X, Stack.of(this));
  }

  /** Nothing may write before its tables are there. */
  runBefore(...dependents: Construct[]): void {
    this.trigger.executeBefore(...dependents);
  }
}

/** The library picks the newest runtime for the trigger's own function; one runtime for all needs one Node locally. */
function runProviderOn(runtime: Runtime, stack: Stack): void {
  const provider = stack.node.findChild('AWSCDK.TriggerCustomResourceProviderCustomResourceProvider');
  (provider.node.findChild('Handler') as CfnResource).addPropertyOverride('Runtime', runtime.name);
}
