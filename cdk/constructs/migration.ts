import { Duration } from 'aws-cdk-lib';
import { InvocationType, Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';
import type { SchemaRegistry } from './schema-registry.ts';

export interface MigrationProps extends PlaceProps {
  readonly schemaRegistry: SchemaRegistry;
}

const timeoutSeconds = 300;

/** Brings the schema of the topic, the topic and the database's tables up to date during each deployment that changes it. */
export class Migration extends Construct {
  readonly handler: PipelineFunction;
  private readonly trigger: Trigger;

  constructor(scope: Construct, id: string, { schemaRegistry, ...place }: MigrationProps) {
    super(scope, id);
    this.handler = new PipelineFunction(this, 'Migrate', {
      ...place,
      functionName: 'users-migrate',
      description: 'Registers the schema of the topic, creates it, and creates and migrates the tables of PostgreSQL.',
      folder: 'lambdas/migrate',
      timeoutSeconds,
      reachesOut: true,
      // The trigger runs when there is a new version: another registry is none of the function's code.
      versionDescription: `Registers in ${schemaRegistry.uri}`,
    });
    this.trigger = new Trigger(this, 'Trigger', {
      handler: this.handler,
      invocationType: InvocationType.REQUEST_RESPONSE,
      timeout: Duration.seconds(timeoutSeconds + 30),
    });
  }

  /** It needs more than its permissions refer to: rules of security groups, and the proxy's way to the database. */
  runAfter(...needed: Construct[]): void {
    this.trigger.executeAfter(this.handler, ...needed);
  }

  /**
   * Nothing may write before its tables and schema are there; and where the schema is refused, the functions that run are
   * left as they are.
   */
  runBefore(...dependents: Construct[]): void {
    this.trigger.executeBefore(...dependents);
  }
}
