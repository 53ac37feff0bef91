import type { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Parameters } from './parameters.ts';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';

export interface FetchFunctionProps extends PlaceProps {
  readonly parameters: Parameters;
}

/**
 * Fetches a day's users and publishes them. It has no reserved concurrency: two runs of one date publish the same
 * users, and a reservation would fail in accounts whose whole limit is the 10 of a new one.
 */
export class FetchFunction extends PipelineFunction {
  constructor(scope: Construct, id: string, { parameters, ...place }: FetchFunctionProps) {
    super(scope, id, {
      ...place,
      functionName: 'users-fetch',
      description: 'Fetches the users of a date and publishes them to Kafka.',
      folder: 'fetch-users',
      timeoutSeconds: 14 * 60,
      reachesOut: true,
      environment: {
        [configKeys.randomUserApiUrl]: parameters.randomUserApiUrl,
        [configKeys.usersPerRun]: parameters.usersPerRun,
      },
    });
  }
}
