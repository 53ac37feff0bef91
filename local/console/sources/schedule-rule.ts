import { DescribeRuleCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';

/** EventBridge's rule that begins the daily run. */
export const scheduleRule = 'users-daily';

/** @throws ServiceException when the rule is not there */
export async function readScheduleRule(events: EventBridgeClient) {
  const { State, ScheduleExpression = '' } = await events.send(new DescribeRuleCommand({ Name: scheduleRule }));
  return { expression: ScheduleExpression, isEnabled: State === 'ENABLED' };
}
