import { DescribeRuleCommand, DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { configKeys } from '../../../lambdas/core/config-keys.ts';
import type { AwsClients } from '../sources/aws.ts';
import type { ScheduleAnswer } from './answers.ts';

const rule = 'users-daily';

export async function readSchedule({ events, lambda }: AwsClients): Promise<ScheduleAnswer> {
  const [{ State, ScheduleExpression }, { Environment }] = await Promise.all([
    events.send(new DescribeRuleCommand({ Name: rule })),
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'users-fetch' })),
  ]);
  const users = Number(Environment?.Variables?.[configKeys.usersPerRun]);
  return {
    rule,
    enabled: State === 'ENABLED',
    expression: ScheduleExpression ?? '',
    usersPerRun: Number.isInteger(users) ? users : null,
  };
}

export async function setSchedule({ events }: AwsClients, enabled: boolean): Promise<void> {
  if (enabled) await events.send(new EnableRuleCommand({ Name: rule }));
  else await events.send(new DisableRuleCommand({ Name: rule }));
}
