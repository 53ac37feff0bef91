import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Parameters } from './parameters.ts';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';

export interface FetchFunctionProps extends PlaceProps {
  readonly parameters: Parameters;
  /** Whose handler.ts names the source. @default lambdas/fetch-users */
  readonly folder?: string;
}

const functionName = 'users-fetch';

/**
 * Fetches a day's users and publishes them. It has no reserved concurrency: one run of a date is under way at most, and a
 * reservation would fail in accounts whose whole limit is the 10 of a new one.
 */
export class FetchFunction extends PipelineFunction {
  constructor(scope: Construct, id: string, props: FetchFunctionProps) {
    const { parameters, folder = 'lambdas/fetch-users', ...place } = props;
    super(scope, id, {
      ...place,
      functionName,
      description: 'Fetches the users of a date and publishes them to Kafka.',
      folder,
      timeoutSeconds: 14 * 60,
      reachesOut: true,
      environment: {
        [configKeys.randomUserApiUrl]: parameters.randomUserApiUrl,
        [configKeys.usersPerRun]: parameters.usersPerRun,
      },
    });
    this.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.ownArn()] }));
  }

  /** Made of its name: a role that referred to its function would have to be made after it. */
  private ownArn(): string {
    const own = { service: 'lambda', resource: 'function', resourceName: functionName };
    return Stack.of(this).formatArn({ ...own, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  }
}
