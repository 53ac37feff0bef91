import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { configKeys } from '../../../lambdas/core/config-keys.ts';
import type { AwsClients } from '../sources/aws.ts';
import { readScheduleRule, scheduleRule } from '../sources/schedule-rule.ts';
import type { ScheduleAnswer } from './answers.ts';

export async function readSchedule({ events, lambda }: AwsClients): Promise<ScheduleAnswer> {
  const [{ isEnabled, expression }, { Environment }] = await Promise.all([
    readScheduleRule(events),
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'users-fetch' })),
  ]);
  const users = Number(Environment?.Variables?.[configKeys.usersPerRun]);
  return {
    rule: scheduleRule,
    enabled: isEnabled,
    expression,
    usersPerRun: Number.isInteger(users) ? users : null,
  };
}

export async function setSchedule({ events }: AwsClients, enabled: boolean): Promise<void> {
  if (enabled) await events.send(new EnableRuleCommand({ Name: scheduleRule }));
  else await events.send(new DisableRuleCommand({ Name: scheduleRule }));
}
