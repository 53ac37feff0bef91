import { CfnParameter, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { maximumUsers } from '../../lambdas/core/users-per-run.ts';
import type { Stage } from '../stages.ts';

/** What can be chosen at each deployment, without a change of the code. */
export class Parameters extends Construct {
  readonly randomUserApiUrl: string;
  readonly usersPerRun: string;

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'Parameters');
    const url = new CfnParameter(this, 'RandomUserApiUrl', {
      default: stage.randomUserApiUrl,
      description: 'The randomuser.me API, or a server with its contract.',
      allowedPattern: '^https?://\\S+$',
      constraintDescription: 'must be an http or https URL',
    });
    url.overrideLogicalId('RandomUserApiUrl');
    const users = new CfnParameter(this, 'UsersPerRun', {
      type: 'Number',
      default: 1000,
      minValue: 1,
      maxValue: maximumUsers,
      description: 'How many users a run fetches when its event does not say.',
    });
    users.overrideLogicalId('UsersPerRun');
    this.randomUserApiUrl = url.valueAsString;
    this.usersPerRun = Token.asString(users.value);
  }
}
